//! "When and why?": to the sender when each reader reads it, to a reader when and why, to others nothing.

use super::controls::quietly;
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::delivery::Reason;
use crate::domain::explanation::{Explanation, Standing, Step};
use crate::domain::group::Group;
use crate::domain::ids::UserId;
use crate::domain::letter::Letter;
use crate::domain::person::DirectMessages;
use crate::domain::ping;

/// The answer.
pub fn letter(tongue: &Tongue, explanation: &Explanation) -> Letter {
    quietly(said(tongue, explanation), Vec::new())
}

/// What it says.
pub(super) fn said(tongue: &Tongue, explanation: &Explanation) -> String {
    match explanation {
        Explanation::Nothing => say!(tongue, "why-nothing"),
        Explanation::ToSender { readers, groups } if readers.is_empty() && groups.is_empty() => {
            say!(tongue, "why-sender-nothing")
        }
        Explanation::ToSender { readers, groups } => {
            let readers = readers
                .iter()
                .map(|(reader, standing)| reads(tongue, *reader, *standing));
            let groups = groups.iter().map(|group| all_read(tongue, *group));
            let lines: Vec<String> = readers.chain(groups).collect();
            lines.join("\n")
        }
        Explanation::ToRecipient { standing, steps } => to_recipient(tongue, *standing, steps),
    }
}

/// When somebody reads it, said to who sent it.
pub(super) fn reads(tongue: &Tongue, reader: UserId, standing: Standing) -> String {
    let name = format!("<@{reader}>");
    match standing {
        Standing::Waits(at) => {
            let (at, distance) = (when::date_tag(at), when::distance_tag(at));
            say!(
                tongue,
                "why-sender-at",
                name = name,
                at = at,
                distance = distance
            )
        }
        Standing::Inbox => say!(tongue, "why-sender-inbox", name = name),
        Standing::Passed => say!(tongue, "why-sender-passed", name = name),
        Standing::Delivered => say!(tongue, "why-sender-delivered", name = name),
        Standing::Over => say!(tongue, "why-sender-over", name = name),
    }
}

fn all_read(tongue: &Tongue, group: Group) -> String {
    match group {
        Group::Role(role) => say!(tongue, "why-sender-role", role = format!("<@&{role}>")),
        Group::Everyone(_) => say!(tongue, "why-sender-everyone"),
    }
}

fn to_recipient(tongue: &Tongue, standing: Standing, steps: &[Step]) -> String {
    let first = match standing {
        Standing::Waits(at) => {
            let (at, distance) = (when::date_tag(at), when::distance_tag(at));
            say!(tongue, "why-to-you-at", at = at, distance = distance)
        }
        Standing::Inbox => say!(tongue, "why-to-you-inbox"),
        Standing::Passed => say!(tongue, "why-to-you-passed"),
        Standing::Delivered => say!(tongue, "why-to-you-delivered"),
        Standing::Over => say!(tongue, "why-to-you-over"),
    };
    let reasons: Vec<String> = steps
        .iter()
        .filter_map(|step| step_of(tongue, *step))
        .collect();
    if reasons.is_empty() {
        return first;
    }
    format!(
        "{first}\n{}",
        say!(tongue, "why-because", reasons = reasons.join(" · "))
    )
}

fn step_of(tongue: &Tongue, step: Step) -> Option<String> {
    match step {
        Step::Through(Group::Role(_)) => Some(say!(tongue, "why-to-role")),
        Step::Through(Group::Everyone(_)) => Some(say!(tongue, "why-to-everyone")),
        Step::Decided(reason) => Some(decided(tongue, reason)),
        Step::Direct(DirectMessages::Closed) => Some(say!(tongue, "why-closed")),
        Step::Direct(DirectMessages::Refused) => Some(say!(tongue, "why-inbox-only")),
        Step::Direct(DirectMessages::Unasked) => Some(say!(tongue, "why-unasked")),
        Step::Direct(DirectMessages::Allowed) => None,
        Step::Became(reason) => became(tongue, reason),
        Step::PutOff(at) => Some(say!(tongue, "why-put-off", at = when::date_tag(at))),
    }
}

fn decided(tongue: &Tongue, reason: Reason) -> String {
    match reason {
        Reason::ChannelIsSync => say!(tongue, "why-sync"),
        Reason::ChannelIsAsync => say!(tongue, "why-async"),
        Reason::ChannelIsSocial => say!(tongue, "why-social"),
        Reason::ChannelIsOff => say!(tongue, "why-off"),
        Reason::InQuietHoursUntil(at) => {
            say!(tongue, "why-quiet-until", until = when::date_tag(at))
        }
        Reason::AlwaysInQuietHours => say!(tongue, "why-quiet-always"),
        Reason::DiscordNotifies => say!(tongue, "why-discord"),
        Reason::AdagioNotifies => say!(tongue, "why-adagio"),
        Reason::DigestAt(at) => say!(tongue, "why-digest", at = when::date_tag(at)),
        Reason::NoZone => say!(tongue, "why-no-zone"),
        Reason::NoDigestEver => say!(tongue, "why-no-digest"),
        Reason::SentSilently => say!(tongue, "why-silent"),
        Reason::PutInDigest => say!(tongue, "why-put"),
    }
}

/// What isn't the reader's business has no words.
fn became(tongue: &Tongue, reason: ping::Reason) -> Option<String> {
    match reason {
        ping::Reason::Answered => Some(say!(tongue, "why-answered")),
        ping::Reason::AnsweredByOther => Some(say!(tongue, "why-answered-by-other")),
        ping::Reason::Checked => Some(say!(tongue, "why-checked")),
        ping::Reason::Seen => Some(say!(tongue, "why-seen")),
        ping::Reason::Passed => None,
        ping::Reason::Deleted => Some(say!(tongue, "why-deleted")),
        ping::Reason::TakenBack => Some(say!(tongue, "why-taken-back")),
        ping::Reason::Unmentioned => Some(say!(tongue, "why-unmentioned")),
        ping::Reason::NotVisible | ping::Reason::Left => None,
        ping::Reason::Done => Some(say!(tongue, "why-done")),
        ping::Reason::Muted => Some(say!(tongue, "why-muted")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{RoleId, ServerId};

    fn said(explanation: &Explanation) -> String {
        super::said(&Tongue::english(), explanation)
    }

    #[test]
    fn a_sender_learns_when_and_a_reader_why_too() {
        let at = "2026-03-03T08:30:00Z".parse().unwrap();
        let ben = UserId::new(101);
        let readers = vec![
            (ben, Standing::Waits(at)),
            (UserId::new(102), Standing::Delivered),
        ];
        let groups = vec![
            Group::Role(RoleId::new(7)),
            Group::Everyone(ServerId::new(1)),
        ];
        insta::assert_snapshot!(said(&Explanation::ToSender { readers, groups }), @r"
        <@101> reads this with the digest of <t:1772526600:F> (<t:1772526600:R>).
        <@102>: was in a digest.
        <@&7>: who has the role and reads digests finds this in their next one, until the first of them answers.
        Everybody who reads digests finds this in their next one, among the last.
        ");
        let steps = [
            Reason::ChannelIsSync,
            Reason::InQuietHoursUntil(at),
            Reason::DigestAt(at),
        ];
        let steps = steps.map(Step::Decided).to_vec();
        let standing = Standing::Waits(at);
        insta::assert_snapshot!(said(&Explanation::ToRecipient { standing, steps }), @r"
        You read this with your digest of <t:1772526600:F> (<t:1772526600:R>).
        Why: pings pass at once in this channel (`sync`) · your quiet hours until <t:1772526600:F> · the next digest after it: <t:1772526600:F>
        ");
    }

    #[test]
    fn nobody_else_learns_anything() {
        insta::assert_snapshot!(said(&Explanation::Nothing), @"Nothing here waits for a digest of yours.");
        let nobody = Explanation::ToSender {
            readers: Vec::new(),
            groups: Vec::new(),
        };
        insta::assert_snapshot!(said(&nobody), @"Nothing here waits in a digest. Discord told whoever is mentioned.");
    }
}
