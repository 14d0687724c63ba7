//! Dispatching: which session gets which event, whole or blank, serialised once.

use serde_json::{Value, json};

use crate::{
    ChannelId, EventFault, FindingKind, GuildId, MessageId,
    gateway::{
        events::Event,
        intents,
        session::{Flow, Session},
    },
    render::For,
    world::{World, message::Message},
};

/// Where an event goes.
#[derive(Clone, Copy)]
pub(crate) enum To {
    /// To the shards that have this server.
    Guild(GuildId),
    /// To shard 0: DMs and what has no server (facts §1.4).
    Direct,
}

impl To {
    fn reaches(self, session: &Session) -> bool {
        match self {
            Self::Guild(guild) => guild.shard(session.shards) == session.shard,
            Self::Direct => session.shard == 0,
        }
    }
}

impl World {
    /// Whether the bot is in the server and the server is up.
    pub(crate) fn bot_is_in(&self, guild: GuildId) -> bool {
        self.guilds
            .get(&guild)
            .is_some_and(|server| server.members.contains_key(&self.app.bot) && !server.unavailable)
    }

    fn is_wanted(&self, to: To, needed: u64) -> bool {
        self.gateway
            .sessions
            .iter()
            .any(|session| to.reaches(session) && wants(session, needed))
    }

    /// Dispatches an event to every session that wants one of the `needed` intents (0: all). The body is made only if somebody
    /// listens. Events of a server that the bot isn't in go nowhere.
    pub(crate) fn emit(
        &mut self,
        event: Event,
        to: To,
        needed: u64,
        body: impl FnOnce(&Self) -> Value,
    ) {
        if let To::Guild(guild) = to
            && !self.bot_is_in(guild)
        {
            return;
        }
        self.emit_anyway(event, to, needed, body);
    }

    /// As [`World::emit`], also when the bot isn't in the server (any more).
    pub(crate) fn emit_anyway(
        &mut self,
        event: Event,
        to: To,
        needed: u64,
        body: impl FnOnce(&Self) -> Value,
    ) {
        let unheard = self.is_unheard(to);
        if !unheard && !self.is_wanted(to, needed) {
            return;
        }
        let body = body(self);
        if unheard {
            return self.note_unheard(event.name(), &body);
        }
        let text = body.to_string();
        self.send_event(event, &body, &text, |session| {
            to.reaches(session) && wants(session, needed)
        });
    }

    /// Serialised once, sent to each session that `chosen` says.
    pub(crate) fn send_event(
        &mut self,
        event: Event,
        body: &Value,
        text: &str,
        chosen: impl Fn(&Session) -> bool,
    ) {
        // From the end, because a session can be gone after an event.
        for at in (0..self.gateway.sessions.len()).rev() {
            if chosen(&self.gateway.sessions[at]) {
                let fault = self.fate_of_event(at, event.name(), body);
                if fault != Some(EventFault::Lost) {
                    self.wire.gateway("out", 0, Some(event.name()), body);
                }
                self.let_have(at, fault, |session, flow| {
                    session.event(event, text, flow, fault);
                });
            }
        }
    }

    /// Lets the session at this place have something, and what befalls it. A client that lets too much wait is cut off: it
    /// can resume as far as its session keeps what it missed.
    pub(super) fn let_have(
        &mut self,
        at: usize,
        fault: Option<EventFault>,
        give: impl FnOnce(&mut Session, Flow),
    ) {
        if fault == Some(EventFault::Lost) {
            return;
        }
        let (flow, now) = (Flow::new(self.gateway.held, &self.limits), self.now());
        let session = &mut self.gateway.sessions[at];
        if let Some(fault) = fault {
            session.brace(fault);
        }
        give(session, flow);
        if let Some(fault) = fault {
            session.suffer(fault, now, &self.wire);
        }
        if session.is_behind(flow) {
            session.cut(now);
            let what = format!("shard {} cut off: it reads too slowly", session.shard);
            self.find(FindingKind::Protocol, what);
        }
        if fault == Some(EventFault::Forgotten) {
            self.forget(at);
        }
    }

    /// Ends a session. What it kept for a client that is away goes unheard.
    fn forget(&mut self, at: usize) {
        let session = self.gateway.sessions.remove(at);
        if session.socket.is_none() {
            self.note_missed(&session, session.acked);
        }
    }

    /// Whether nobody will ever hear of an event, and a mix of faults is to blame.
    fn is_unheard(&self, to: To) -> bool {
        let mut sessions = self.gateway.sessions.iter();
        self.faults.is_seeded()
            && self.gateway.begun > 0
            && !sessions.any(|session| to.reaches(session))
    }

    /// MESSAGE_CREATE or MESSAGE_UPDATE: blank for sessions without MESSAGE_CONTENT (facts §1.2).
    pub(crate) fn emit_message(&mut self, event: Event, id: MessageId) {
        let Some(message) = self.message(id) else {
            return;
        };
        let (to, needed) = self.message_route(message);
        let hidden = !message.is_ephemeral() && !self.sees(self.app.bot, message.channel);
        if hidden || matches!(to, To::Guild(guild) if !self.bot_is_in(guild)) {
            return;
        }
        if self.is_unheard(to) {
            let body = self.json_message(message, For::Event, true);
            return self.note_unheard(event.name(), &body);
        }
        if !self.is_wanted(to, needed) {
            return;
        }
        let always = self.always_readable(message);
        for content in [true, false] {
            let chosen = |session: &Session| {
                let reads = always || session.intents & intents::MESSAGE_CONTENT != 0;
                to.reaches(session) && wants(session, needed) && reads == content
            };
            if self.gateway.sessions.iter().any(chosen) {
                let Some(message) = self.message(id) else {
                    return;
                };
                let body = self.json_message(message, For::Event, content);
                let text = body.to_string();
                self.send_event(event, &body, &text, chosen);
            }
        }
    }

    fn message_route(&self, message: &Message) -> (To, u64) {
        match self
            .guild_of(message.channel)
            .filter(|_| !message.is_ephemeral())
        {
            Some(guild) => (To::Guild(guild), intents::GUILD_MESSAGES),
            None => (To::Direct, intents::DIRECT_MESSAGES),
        }
    }

    /// An event about a channel's messages other than their text: only if the bot sees the channel.
    pub(crate) fn emit_in(
        &mut self,
        event: Event,
        channel: ChannelId,
        guild_intent: u64,
        dm_intent: u64,
        body: impl FnOnce(&Self) -> Value,
    ) {
        if !self.sees(self.app.bot, channel) {
            return;
        }
        match self.guild_of(channel) {
            Some(guild) => self.emit(event, To::Guild(guild), guild_intent, |world| {
                let mut body = body(world);
                body["guild_id"] = json!(guild);
                body
            }),
            None => self.emit(event, To::Direct, dm_intent, body),
        }
    }
}

fn wants(session: &Session, needed: u64) -> bool {
    needed == intents::NONE_NEEDED || session.intents & needed != 0
}
