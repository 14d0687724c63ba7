//! What the caller and Adagio may do in the channel of an interaction, as Discord says with it (facts §5, §9).

use chrono::{DateTime, Utc};

use super::frame::{ChosenFrame, InteractionFrame};
use crate::discord::frames::Wire;
use crate::domain::ids::ChannelId;
use crate::domain::refusal::Refusal;
use crate::domain::standup::Venue;

/// Discord's kinds of thread (facts §6).
const THREADS: [u8; 3] = [10, 11, 12];

/// Permissions (facts §9).
const ADMINISTRATOR: u64 = 1 << 3;
const MANAGE_CHANNELS: u64 = 1 << 4;
const MANAGE_SERVER: u64 = 1 << 5;
const VIEW_CHANNEL: u64 = 1 << 10;
const SEND_MESSAGES: u64 = 1 << 11;
const MANAGE_MESSAGES: u64 = 1 << 13;
const READ_HISTORY: u64 = 1 << 16;
const MANAGE_THREADS: u64 = 1 << 34;
const CREATE_THREADS: u64 = 1 << 35;
const SEND_IN_THREADS: u64 = 1 << 38;
const BYPASS_SLOWMODE: u64 = 1 << 52;

/// Any of these lets its holder write at any pace.
const PACELESS: u64 =
    ADMINISTRATOR | MANAGE_CHANNELS | MANAGE_MESSAGES | MANAGE_THREADS | BYPASS_SLOWMODE;

/// What opening a stand-up takes: its message or post, what people answer in its thread, and finding the message again after a crash.
const OPENING: u64 = VIEW_CHANNEL | SEND_MESSAGES | READ_HISTORY | SEND_IN_THREADS;

/// Whether Adagio may open stand-ups in a channel that was chosen. Where Discord doesn't say, the first run will tell.
pub(super) fn let_adagio_open(
    chosen: &ChosenFrame,
    channel: ChannelId,
    venue: &Venue,
) -> Result<(), Refusal> {
    let Some(Wire(powers)) = chosen.app_permissions else {
        return Ok(());
    };
    // A post needs no more than a message (facts §6).
    let (opening, refusal) = match venue {
        Venue::Text => (OPENING | CREATE_THREADS, Refusal::CannotOpen(channel)),
        Venue::Forum(_) => (OPENING, Refusal::CannotPost(channel)),
    };
    match powers & ADMINISTRATOR == 0 && powers & opening != opening {
        true => Err(refusal),
        false => Ok(()),
    }
}

/// Permissions of both, and what writing needs there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Powers {
    caller: u64,
    adagio: u64,
    writing: u64,
    /// Seconds between two messages of one person.
    pace: u32,
    timed_out_until: Option<DateTime<Utc>>,
}

impl Powers {
    pub(super) fn of(frame: &InteractionFrame) -> Self {
        let member = frame.member.as_ref();
        let channel = frame.channel;
        let in_thread = channel.is_some_and(|channel| THREADS.contains(&channel.kind));
        let speaking = if in_thread {
            SEND_IN_THREADS
        } else {
            SEND_MESSAGES
        };
        Self {
            caller: member.map_or(0, |member| member.permissions.0),
            adagio: frame.app_permissions.map_or(0, |permissions| permissions.0),
            writing: VIEW_CHANNEL | speaking,
            pace: channel
                .and_then(|channel| channel.rate_limit_per_user)
                .unwrap_or_default(),
            timed_out_until: member.and_then(|member| member.communication_disabled_until),
        }
    }

    /// Whether the caller may read what was written there before.
    pub(super) const fn let_caller_look_back(&self, channel: ChannelId) -> Result<(), Refusal> {
        if self.caller & (ADMINISTRATOR | READ_HISTORY) != 0 {
            Ok(())
        } else {
            Err(Refusal::NoHistory(channel))
        }
    }

    /// Whether the caller may manage the server.
    pub(super) const fn manage(&self) -> Result<(), Refusal> {
        if self.caller & (ADMINISTRATOR | MANAGE_SERVER) != 0 {
            Ok(())
        } else {
            Err(Refusal::NotManager)
        }
    }

    /// Whether Adagio may write there.
    pub(super) const fn let_adagio_write(&self, channel: ChannelId) -> Result<(), Refusal> {
        if self.lets_write(self.adagio) {
            Ok(())
        } else {
            Err(Refusal::CannotWrite(channel))
        }
    }

    /// Whether the caller could write there now, and as often as they like: how long ago they last did isn't told.
    pub(super) fn let_caller_write(
        &self,
        channel: ChannelId,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let is_timed_out = self.timed_out_until.is_some_and(|until| until > now)
            && self.caller & ADMINISTRATOR == 0;
        if is_timed_out || !self.lets_write(self.caller) {
            return Err(Refusal::MayNotSpeak(channel));
        }
        if self.pace > 0 && self.caller & PACELESS == 0 {
            return Err(Refusal::SlowMode(channel));
        }
        Ok(())
    }

    const fn lets_write(&self, powers: u64) -> bool {
        powers & ADMINISTRATOR != 0 || powers & self.writing == self.writing
    }
}
