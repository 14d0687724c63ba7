//! The commands: one file each.

mod chosen;
mod help;
mod hours;
mod inbox;
mod privacy;
mod put;
mod quiet;
mod save;
mod setup;
mod standup;
mod tell;
mod why;

pub(super) use self::standup::{keeper, past_here};

use super::interactions::{Answer, Command, Desk, Pace, Request, Shape, Typing};
use crate::actions::Error;
use crate::domain::refusal::Refusal;
use crate::wording::standup::Wish;

/// Their names, as Discord sends them.
pub(super) const HOURS: &str = "hours";
pub(super) const QUIET: &str = "quiet";
pub(super) const INBOX: &str = "inbox";
pub(super) const PRIVACY: &str = "privacy";
pub(super) const HELP: &str = "help";
pub(super) const ADAGIO: &str = "adagio";
pub(super) const SETUP: &str = "setup";
pub(super) const STANDUP: &str = "standup";
pub(super) const NEW: &str = "new";
pub(super) const LIST: &str = "list";
pub(super) const ANSWER: &str = "answer";
pub(super) const SKIP: &str = "skip";
pub(super) const JOIN: &str = "join";
pub(super) const LEAVE: &str = "leave";
pub(super) const HISTORY: &str = "history";
pub(super) const SEARCH: &str = "search";
pub(super) const EXPORT: &str = "export";
pub(super) const TELL: &str = "tell";
pub(super) const WHY: &str = "When and why?";
pub(super) const PUT: &str = "Put in their digest";
pub(super) const SAVE: &str = "Save for my digest";

pub(super) mod option {
    //! The names of the options.

    pub(in crate::discord) const ZONE: &str = "zone";
    pub(in crate::discord) const DIGESTS: &str = "digests";
    pub(in crate::discord) const FROM: &str = "from";
    pub(in crate::discord) const UNTIL: &str = "until";
    pub(in crate::discord) const DAYS: &str = "days";
    pub(in crate::discord) const WHO: &str = "who";
    pub(in crate::discord) const MESSAGE: &str = "message";
    pub(in crate::discord) const TEMPLATE: &str = "template";
    pub(in crate::discord) const WORDS: &str = "words";
    pub(in crate::discord) const FORMAT: &str = "format";
}

/// Whether a command first has to ask Discord.
pub(super) fn pace(command: &Command) -> Pace {
    match command.name.as_str() {
        INBOX | PUT | SAVE | WHY | "standup export" => Pace::Deferred(Shape::Say),
        _ => Pace::AtOnce,
    }
}

/// Does what a command asks.
pub(super) async fn run(
    desk: &Desk,
    request: &Request,
    command: &Command,
) -> Result<Answer, Error> {
    match command.name.as_str() {
        HOURS => hours::run(desk, request, command).await,
        QUIET => quiet::run(desk, request, command).await,
        INBOX => inbox::run(desk, request).await,
        PRIVACY => privacy::run(desk, request).await,
        HELP => Ok(help::run(request)),
        TELL => tell::run(desk, request, command).await,
        "adagio setup" => setup::run(desk, request),
        "adagio standup new" => standup::new(request, command),
        "adagio standup list" => standup::list(desk, request).await,
        "standup answer" => standup::of_channel(desk, request, Wish::Answer).await,
        "standup skip" => standup::of_channel(desk, request, Wish::Skip).await,
        "standup join" => standup::of_channel(desk, request, Wish::Join).await,
        "standup leave" => standup::of_channel(desk, request, Wish::Leave).await,
        "standup history" => standup::history(desk, request).await,
        "standup export" => standup::export(desk, request, command).await,
        "standup search" => standup::search(desk, request, command).await,
        WHY => why::run(desk, request, command).await,
        PUT => put::run(desk, request, command).await,
        SAVE => save::run(desk, request, command).await,
        _ => Err(Refusal::OldControl.into()),
    }
}

/// What could be typed.
pub(super) fn complete(request: &Request, typing: &Typing) -> Vec<(String, String)> {
    match (typing.command.as_str(), typing.option.as_str()) {
        (HOURS, option::ZONE) => hours::zones(request, &typing.text),
        (QUIET, option::FROM) => quiet::begins(request, &typing.text),
        _ => Vec::new(),
    }
}
