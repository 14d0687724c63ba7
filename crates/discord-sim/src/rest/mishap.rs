//! What comes of a request that a fault befalls: what Discord does with it, and what of its answer comes back.

use super::{
    request::{Reply, Req},
    response::Outgoing,
};
use crate::{Fault, InteractionId, error::Outcome, world::World};

/// What the client gets to see.
pub(super) enum ComesBack {
    /// The answer.
    Answer,
    /// The first half of it.
    Half,
    /// A page of what stands before Discord, with this status.
    Page(u16),
    /// Nothing: the connection closes.
    Closing,
    /// Nothing, for ever.
    Silence,
}

/// What stands before Discord says so when Discord doesn't answer it.
pub(super) const BAD_GATEWAY: &str =
    "<!doctype html><title>discord.com</title><h1>Web server is returning an unknown error</h1>";

impl World {
    /// Discord's answer, if the request came so far, and what the client sees of it.
    pub(super) fn answer_amid(
        &mut self,
        fault: Option<Fault>,
        req: &Req,
        read: Outcome<()>,
    ) -> (Option<Outgoing>, ComesBack) {
        let comes_back = match fault {
            Some(Fault::RefuseConnection) => return (None, ComesBack::Closing),
            Some(Fault::Page(status)) => return (None, ComesBack::Page(status)),
            Some(Fault::Status(status, body)) => {
                let reply = Outgoing::from(Reply { status, body });
                self.note_answer(&refs(&req.segments()), status, reply.json(), None);
                return (Some(reply), ComesBack::Answer);
            }
            Some(Fault::TooMany { retry_after, scope }) => {
                let verdict = self.shut(req, scope, retry_after);
                let reply = self.refuse_for_now(req, &refs(&req.segments()), &verdict);
                return (Some(reply), ComesBack::Answer);
            }
            Some(Fault::AppliedTwice) => return self.answer_twice(req, read, forget_nonce),
            Some(Fault::ArrivedTwice) => return self.answer_twice(req, read, |_| ()),
            Some(Fault::AppliedButNoAnswer) => ComesBack::Closing,
            Some(Fault::AppliedButSilent) => ComesBack::Silence,
            Some(Fault::AppliedButPage(status)) => ComesBack::Page(status),
            Some(Fault::AppliedButCutOff) => ComesBack::Half,
            Some(Fault::Delay(_)) | None => ComesBack::Answer,
        };
        let answer = self.answer(req, read);
        if !matches!(comes_back, ComesBack::Answer) {
            self.leave_untold(req);
        }
        (Some(answer), comes_back)
    }

    /// Remembers that nobody heard of this first response to an interaction: to give it again is no mistake.
    fn leave_untold(&mut self, req: &Req) {
        let interaction = responded_to(req);
        let interaction = interaction.and_then(|id| self.interactions.get_mut(&id));
        if let Some(first) = interaction.and_then(|it| it.first.as_mut()) {
            first.is_told = false;
        }
    }

    /// Whether this gives a first response again of which the client never heard.
    pub(super) fn repeats_what_is_untold(&self, req: &Req) -> bool {
        let interaction = responded_to(req).and_then(|id| self.interactions.get(&id));
        let first = interaction.and_then(|it| it.first.as_ref());
        first.is_some_and(|first| !first.is_told)
    }

    /// Answers a request, changes it, and answers it again; one that is refused isn't repeated.
    fn answer_twice(
        &mut self,
        req: &Req,
        read: Outcome<()>,
        change: impl FnOnce(&mut Req),
    ) -> (Option<Outgoing>, ComesBack) {
        let mut reply = self.answer(req, read);
        if reply.status < 300 {
            let mut again = req.clone();
            change(&mut again);
            let known = self.findings.len();
            reply = self.answer(&again, Ok(()));
            // The client didn't send it: it is no mistake of the client's.
            self.findings.truncate(known);
        }
        (Some(reply), ComesBack::Answer)
    }
}

/// The interaction to which a request gives the first response.
fn responded_to(req: &Req) -> Option<InteractionId> {
    match refs(&req.segments())[..] {
        ["interactions", id, _, "callback"] => id.parse().ok(),
        _ => None,
    }
}

fn forget_nonce(req: &mut Req) {
    if req.body["enforce_nonce"] == true {
        req.body["enforce_nonce"] = false.into();
    }
}

fn refs(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}
