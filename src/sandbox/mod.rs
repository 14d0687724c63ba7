//! A Discord on this machine, Adagio in it, and people who use it: to watch, and to check every ping.

mod account;
mod cast;
mod chat;
mod crowd;
mod day;
mod deeds;
mod difference;
mod draw;
mod folder;
mod joining;
mod ledger;
mod mailbox;
mod markup;
mod mishaps;
mod oracle;
mod replay;
mod report;
mod rhythm;
mod run;
mod script;
mod speech;
mod stage;
mod survey;
mod town;
mod transcript;
mod weeks;

pub use account::{Account, Figures};
pub use chat::ChatError;
pub use day::{Day, Interruptions, play_day};
pub use difference::Difference;
pub use replay::{Fault, Played, Progress, ReplayError, Wishes, replay};
pub use report::{Bar, Report};
pub use stage::{Props, Speed, Stage, Wire};
pub use transcript::Look;
