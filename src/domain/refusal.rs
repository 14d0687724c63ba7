//! Why something that a person asked for can't be done. Each has a sentence in `wording`.

use super::civil::TimeOfDay;
use super::ids::{ChannelId, RoleId, UserId};
use super::input::Misread;
use super::later::NoDate;
use super::standup::{WrongQuestions, WrongTitle};

/// What is wrong; what to do about it is in its sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A time, window or day can't be read.
    #[error(transparent)]
    Misread(#[from] Misread),
    /// A window has a begin and no end.
    #[error("no end given")]
    NoUntil(TimeOfDay),
    /// A window has an end and no begin.
    #[error("no begin given")]
    NoFrom(TimeOfDay),
    /// Days are given for a window, and no times.
    #[error("no times given")]
    NoTimes,
    /// No zone and no city has this name.
    #[error("no such zone")]
    NoSuchZone(String),
    /// More quiet windows than are possible.
    #[error("too many windows")]
    TooManyWindows,
    /// The person's clock isn't known, and "tonight" needs it.
    #[error("no zone known")]
    NoZone,
    /// The person asked to be left out.
    #[error("left out")]
    LeftOut,
    /// Used in a direct message, but it belongs to a server.
    #[error("not in a server")]
    ServerOnly,
    /// Needs Manage Server.
    #[error("not a manager")]
    NotManager,
    /// Adagio may not write into this channel.
    #[error("can't write there")]
    CannotWrite(ChannelId),
    /// A control of another version, or of nobody's.
    #[error("an old control")]
    OldControl,
    /// What the control was about is gone.
    #[error("nothing there")]
    NothingThere,
    /// What was typed is no date to come back at.
    #[error(transparent)]
    NoDate(#[from] NoDate),
    /// Adagio, or whoever asks, may not read this channel.
    #[error("can't read there")]
    CannotRead(ChannelId),
    /// A reply is being posted this moment.
    #[error("on its way")]
    OnItsWay,
    /// What was to be heard again isn't muted.
    #[error("not muted")]
    NothingMuted,
    /// Discord doesn't say at the moment what the person may read.
    #[error("rights unknown")]
    RightsUnknown,
    /// Something is told to the person who tells it.
    #[error("told to oneself")]
    ToYourself,
    /// Something is told to a bot.
    #[error("told to a bot")]
    ToABot,
    /// Somebody puts another's message into a digest.
    #[error("not the author")]
    NotAuthor(UserId),
    /// The message mentions and answers nobody.
    #[error("means nobody")]
    MeansNobody,
    /// There are no words in what is told.
    #[error("no words")]
    NoWords,
    /// This person isn't in the server.
    #[error("not in the server")]
    NotHere(UserId),
    /// This person may not read the channel.
    #[error("can't read the channel")]
    NotAReader(UserId, ChannelId),
    /// The caller may not write into this channel now.
    #[error("may not speak there")]
    MayNotSpeak(ChannelId),
    /// The channel takes the caller's messages only one by one.
    #[error("slow mode")]
    SlowMode(ChannelId),
    /// The questions of a stand-up can't be read.
    #[error(transparent)]
    WrongQuestions(#[from] WrongQuestions),
    /// A stand-up has no name.
    #[error("no name")]
    NoName,
    /// A stand-up without a channel or a zone can't begin.
    #[error("something is left to choose")]
    Unfinished,
    /// A stand-up that never opens: its days are all off, or its hours empty.
    #[error("never open")]
    NeverOpen,
    /// Stand-ups open in text channels and forums.
    #[error("no text channel and no forum")]
    CannotHold(ChannelId),
    /// Adagio may not write into this channel and start threads there.
    #[error("can't start threads there")]
    CannotOpen(ChannelId),
    /// Adagio may not post in this forum.
    #[error("can't post there")]
    CannotPost(ChannelId),
    /// This forum wants a tag on each post.
    #[error("no tag chosen")]
    NeedsTag(ChannelId),
    /// More stand-ups in a server than are possible.
    #[error("too many stand-ups")]
    TooManyStandups,
    /// Only who has this role may join.
    #[error("needs a role")]
    NeedsRole(RoleId),
    /// Nothing was written into a form with questions.
    #[error("no answer")]
    NoAnswer,
    /// A title has braces around something that stands for nothing.
    #[error("{0}")]
    WrongTitle(#[from] WrongTitle),
    /// Nothing was given that could be searched for.
    #[error("nothing is searched for")]
    NothingSought,
    /// The caller has lost the channel of a stand-up.
    #[error("lost the channel")]
    LostChannel,
    /// Adagio was started anew, keeps no key, and so hasn't their words any more.
    #[error("the words are lost")]
    WordsLost,
    /// The stand-up was deleted with its history.
    #[error("the stand-up was deleted")]
    StandupDeleted,
    /// The caller may not read what was written before in this channel.
    #[error("may not read its history")]
    NoHistory(ChannelId),
    /// Discord didn't say in time what somebody may read.
    #[error("sight unknown")]
    SightUnknown,
}
