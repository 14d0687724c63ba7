//! Everything that exists, and how the rest of the world finds it.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    sync::Arc,
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    ApplicationId, AttachmentId, ChannelId, ChannelSettings, Clock, EmojiId, Finding, FindingKind,
    GuildId, InteractionId, Limits, MessageId, Settings, UserId,
    faults::FaultLine,
    gateway::Gateway,
    ids::snowflake_at,
    notifications::Notifications,
    rest::limiter::Limiter,
    wire_log::WireLog,
    world::{
        Random,
        channel::Channel,
        command::Commands,
        deeds::UsedNonce,
        file::{StoredFile, Upload},
        guild::Server,
        interaction::Interaction,
        message::Message,
        slowmode::Doing,
        threads::Timetable,
        user::User,
        versions::Version,
        window::Window,
    },
};

/// The application and its bot; both have the same number.
pub(crate) struct Application {
    pub(crate) id: ApplicationId,
    pub(crate) bot: UserId,
    pub(crate) token: String,
    /// The portal's MESSAGE_CONTENT toggle.
    pub(crate) message_content: bool,
    /// The portal's GUILD_MEMBERS toggle.
    pub(crate) privileged_members: bool,
}

/// How long before the world begins the application was made.
pub(crate) const APPLICATION_AGE: TimeDelta = TimeDelta::days(400);

impl Application {
    /// `toggles`: MESSAGE_CONTENT and GUILD_MEMBERS, as the portal has them.
    fn new(now: DateTime<Utc>, toggles: (bool, bool), random: &mut Random) -> Self {
        let born = snowflake_at(now - APPLICATION_AGE) | 1 << 17;
        let bot = UserId::new(born);
        Self {
            id: ApplicationId::new(born),
            bot,
            token: bot_token(bot, random),
            message_content: toggles.0,
            privileged_members: toggles.1,
        }
    }
}

/// A new token for the bot, shaped like a real one.
pub(crate) fn bot_token(bot: UserId, random: &mut Random) -> String {
    use base64::Engine as _;
    let words = base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let id = words.encode(bot.to_string());
    format!("{id}.{}.{}", random.word(6), random.word(38))
}

/// A custom emoji of the application.
pub(crate) struct Emoji {
    pub(crate) id: EmojiId,
    pub(crate) name: String,
    pub(crate) animated: bool,
}

pub(crate) struct World {
    pub(crate) clock: Clock,
    /// `http://127.0.0.1:PORT`.
    pub(crate) origin: String,
    pub(crate) limits: Limits,
    pub(crate) app: Application,
    pub(crate) random: Random,
    last_id: u64,
    made: u64,
    pub(crate) users: HashMap<UserId, User>,
    pub(crate) guilds: BTreeMap<GuildId, Server>,
    /// Channels, threads and DMs.
    pub(crate) channels: HashMap<ChannelId, Channel>,
    /// Where each message is.
    pub(crate) places: HashMap<MessageId, ChannelId>,
    /// Messages that only one person sees; forgotten with the interactions that they belong to.
    pub(crate) ephemerals: HashMap<MessageId, Message>,
    /// The bot's DM channel with each person.
    pub(crate) dms: HashMap<UserId, ChannelId>,
    /// Every version of each DM that the bot sent.
    pub(crate) dm_versions: HashMap<UserId, Vec<Version>>,
    /// When the bot opened its latest DM channels.
    pub(crate) dm_opens: VecDeque<DateTime<Utc>>,
    /// When old messages of a channel were edited.
    pub(crate) old_edits: HashMap<ChannelId, Window>,
    /// When the bot wrote in a channel.
    pub(crate) writes: HashMap<ChannelId, Window>,
    pub(crate) commands: Commands,
    /// The latest; see [`World::forget_interactions`].
    pub(crate) interactions: BTreeMap<InteractionId, Interaction>,
    /// Those that may still be without a first response.
    pub(crate) open_interactions: Vec<InteractionId>,
    pub(crate) emojis: BTreeMap<EmojiId, Emoji>,
    /// When people last did what slowmode makes them wait for.
    pub(crate) paces: HashMap<(ChannelId, UserId, Doing), DateTime<Utc>>,
    /// When threads are archived by themselves.
    pub(crate) timetable: Timetable,
    pub(crate) nonces: HashMap<(UserId, String), UsedNonce>,
    pub(crate) nonce_order: VecDeque<(DateTime<Utc>, UserId, String)>,
    pub(crate) settings: HashMap<(UserId, GuildId), Settings>,
    pub(crate) channel_settings: HashMap<(UserId, ChannelId), ChannelSettings>,
    /// Who asked to be shown an age-restricted or spoiler channel.
    pub(crate) opted_in: HashSet<(UserId, ChannelId)>,
    pub(crate) notifications: Notifications,
    /// What the content network serves.
    pub(crate) files: HashMap<AttachmentId, StoredFile>,
    /// What people have uploaded for commands and forms.
    pub(crate) uploads: HashMap<AttachmentId, Upload>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) gateway: Gateway,
    pub(crate) limiter: Limiter,
    pub(crate) faults: FaultLine,
    pub(crate) wire: Arc<WireLog>,
    /// REST requests without an answer yet.
    pub(crate) in_flight: usize,
    /// REST exchanges finished.
    pub(crate) exchanges: u64,
}

impl World {
    /// A world in which only the bot exists.
    pub(crate) fn new(
        clock: Clock,
        limits: Limits,
        toggles: (bool, bool),
        seed: u64,
        wire: Arc<WireLog>,
        origin: &str,
    ) -> Self {
        let mut random = Random::new(seed);
        let app = Application::new(clock.now(), toggles, &mut random);
        let users = HashMap::from([(app.bot, User::new("bot", true))]);
        Self {
            clock,
            origin: origin.to_owned(),
            limits,
            app,
            random,
            last_id: 0,
            made: 0,
            users,
            guilds: BTreeMap::new(),
            channels: HashMap::new(),
            places: HashMap::new(),
            ephemerals: HashMap::new(),
            dms: HashMap::new(),
            dm_versions: HashMap::new(),
            dm_opens: VecDeque::new(),
            old_edits: HashMap::new(),
            writes: HashMap::new(),
            commands: Commands::default(),
            interactions: BTreeMap::new(),
            open_interactions: Vec::new(),
            emojis: BTreeMap::new(),
            paces: HashMap::new(),
            timetable: Timetable::default(),
            nonces: HashMap::new(),
            nonce_order: VecDeque::new(),
            settings: HashMap::new(),
            channel_settings: HashMap::new(),
            opted_in: HashSet::new(),
            notifications: Notifications::default(),
            files: HashMap::new(),
            uploads: HashMap::new(),
            findings: Vec::new(),
            gateway: Gateway::default(),
            limiter: Limiter::default(),
            faults: FaultLine::default(),
            wire,
            in_flight: 0,
            exchanges: 0,
        }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The next snowflake of now: always greater than every one before.
    pub(crate) fn next_id(&mut self) -> u64 {
        self.last_id = (self.last_id + 1).max(snowflake_at(self.now()));
        self.last_id
    }

    /// A snowflake of long ago, each from another millisecond, so that guilds spread over shards: also if each second one is
    /// an owner's.
    pub(crate) fn old_id(&mut self) -> u64 {
        self.made += 1;
        let later = self.made * 1009 + self.made / 2;
        self.app.id.get() + (later << 22) + self.made
    }

    /// Whether this user is the bot.
    pub(crate) fn is_bot(&self, user: UserId) -> bool {
        user == self.app.bot
    }

    pub(crate) fn find(&mut self, kind: FindingKind, what: impl Into<String>) {
        let finding = Finding {
            kind,
            what: what.into(),
            at: self.now(),
        };
        tracing::debug!(kind = ?finding.kind, what = %finding.what, "finding");
        self.findings.push(finding);
    }

    /// A message, wherever it is.
    pub(crate) fn message(&self, id: MessageId) -> Option<&Message> {
        match self.places.get(&id) {
            Some(channel) => Some(self.channels.get(channel)?.messages.get(&id)?),
            None => self.ephemerals.get(&id),
        }
    }

    pub(crate) fn message_mut(&mut self, id: MessageId) -> Option<&mut Message> {
        match self.places.get(&id) {
            Some(channel) => Some(self.channels.get_mut(channel)?.messages.get_mut(&id)?),
            None => self.ephemerals.get_mut(&id),
        }
    }

    /// The server that a channel or thread is in.
    pub(crate) fn guild_of(&self, channel: ChannelId) -> Option<GuildId> {
        self.channels.get(&channel)?.guild
    }
}
