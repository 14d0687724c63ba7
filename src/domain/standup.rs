//! Stand-ups: on which days, in which hours, with which questions.
//!
//! "Mon–Fri 09:00–12:00" in Berlin is a [`Timetable`]; what a keeper agreed on as a whole are the [`Terms`]; one day's
//! instance is a run. Terms that a stand-up goes by are never changed: an edit writes others, so that a run that is open
//! goes on as it began.

mod choices;
mod entry;
mod export;
mod figures;
mod naming;
mod prompt;
mod question;
mod reading;
mod recurrence;
mod run;
mod search;
mod terms;
mod timetable;
mod title;
mod view;
mod window;

pub use choices::{Calls, Clocks, Forum, Reveal, Sums, Tag, Threads, Venue};
pub use entry::{Answers, Entry, LONGEST_ANSWER, Manner, NO, YES};
pub use export::{ExportedAnswer, ExportedEntry, ExportedRun, Format, NotWritten, exported};
pub use figures::{Figures, Mood, Scaled, Turnout};
pub use naming::named;
pub use prompt::{MOST_MISSED, Nudges, Participant, Remind};
pub use question::{Kind, MOST_QUESTIONS, Question, WrongQuestions, read_questions};
pub use reading::{When, read_when, written_when};
pub use recurrence::{Nth, Recurrence};
pub use run::{RowOf, Run, StandupKey};
pub use search::Sought;
pub use terms::{Draft, Name, Standing, Terms, Trouble};
pub use timetable::Timetable;
pub use title::{Title, Titled, WrongTitle};
pub use view::{
    Asked, Begun, Drafted, Export, Held, Here, Hit, Hits, Joined, Later, Listed, OpenRun, Past,
    Pictured, Saved, Tap, Tapped, Trial, Whereabouts,
};
pub use window::{Opens, Window};
