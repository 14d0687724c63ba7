//! What every story stands on: a server with invented people, the real bot, a clock that is moved by hand.
//!
//! ```ignore
//! let mut story = Story::begin().await;
//! let (ana, ben) = (story.person("ana"), story.joined("ben", "Europe/Berlin").await);
//! ana.post(story.support, &format!("{} ready?", ben.mention())).unwrap();
//! story.until("2026-03-02 09:00").await;          // in UTC
//! assert!(story.letter(&ben).text().contains("1 waits for you"));
//! story.end().await;
//! ```
//!
//! A story fails on anything that nobody asked for: a direct message that it didn't look at, a notification
//! in quiet hours that it didn't expect, an unknown route, a refused request, an unanswered interaction, a log
//! line at ERROR.

mod absence;
mod controls;
mod habits;
mod real_time;
mod story;
mod words;

pub(crate) use absence::{A_WHILE, Goes, WAYS};
pub(crate) use real_time::{is_told_at_length, real_time};
pub(crate) use story::{Story, at, link};
