//! What Discord held against the bot, less what faults explain.
//!
//! An interaction has no first response if its event was lost, or a request of its answer struck. What is on its way to
//! Discord when it ends a session or closes a connection is not authenticated.

use discord_sim::{EventFault, Finding, FindingKind, Mishap, Struck};

use super::cast::Cast;

/// What is left, in words.
pub(super) fn findings(cast: &Cast, struck: &[Struck]) -> Vec<String> {
    let findings = cast.stage.sim().findings();
    let unexplained = findings.iter().filter(|it| !is_explained(it, struck));
    unexplained.map(|it| format!("{it:?}")).collect()
}

fn is_explained(finding: &Finding, struck: &[Struck]) -> bool {
    match finding.kind {
        FindingKind::Unanswered => {
            let id = interaction_in(&finding.what);
            id.is_some_and(|id| struck.iter().any(|it| kept_from_answering(it, id)))
        }
        FindingKind::Protocol if finding.what.contains("4003") => struck
            .iter()
            .any(|it| it.at == finding.at && breaks_off(it)),
        _ => false,
    }
}

/// `interaction 7 had no first response in time`: 7.
fn interaction_in(what: &str) -> Option<u64> {
    what.strip_prefix("interaction ")?
        .split(' ')
        .next()?
        .parse()
        .ok()
}

/// Whether it befell the event of an interaction, or the request that answers it.
fn kept_from_answering(struck: &Struck, interaction: u64) -> bool {
    let answer = format!("POST /interactions/{interaction}/");
    let is_event = struck.what.starts_with("INTERACTION_CREATE ");
    struck.what.starts_with(&answer)
        || (is_event && struck.mishap.lost_subject() == Some(interaction))
}

fn breaks_off(struck: &Struck) -> bool {
    let Mishap::Event { fault, .. } = struck.mishap else {
        return false;
    };
    matches!(
        fault,
        EventFault::Forgotten | EventFault::Closed(_) | EventFault::Dropped
    )
}
