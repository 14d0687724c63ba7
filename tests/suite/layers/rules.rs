//! The rules as tables; `docs/architecture.md` says why they are so.

/// What one layer may use of the crate.
pub(super) struct Layer {
    /// The module at the crate's root: `domain`, or `main` for the binary.
    pub(super) layer: &'static str,
    may_use: May,
}

enum May {
    /// These and itself.
    Use(&'static [&'static str]),
    /// All but these.
    UseAllBut(&'static [&'static str]),
}

impl Layer {
    pub(super) fn forbids(&self, module: &str) -> bool {
        match self.may_use {
            May::Use(these) => !these.contains(&module),
            May::UseAllBut(these) => these.contains(&module),
        }
    }
}

const fn layer(layer: &'static str, may_use: May) -> Layer {
    Layer { layer, may_use }
}

/// Arrows go downward only.
pub(super) const LAYERS: &[Layer] = &[
    layer("domain", May::Use(&[])),
    layer("wording", May::Use(&["domain"])),
    layer("store", May::Use(&["domain"])),
    layer("actions", May::Use(&["store", "wording", "domain"])),
    layer("scheduler", May::Use(&["actions", "domain", "clock"])),
    layer(
        "discord",
        May::Use(&["actions", "wording", "domain", "clock", "config", "picture"]),
    ),
    layer("app", May::UseAllBut(&["sandbox", "cli"])),
    layer("sandbox", May::UseAllBut(&["cli"])),
    layer("cli", May::UseAllBut(&[])),
    layer("main", May::UseAllBut(&[])),
    // Beside the layers: they know no more than what is named.
    layer("lib", May::Use(&[])),
    layer("clock", May::Use(&[])),
    layer("config", May::Use(&["domain"])),
    layer("health", May::Use(&[])),
    layer("picture", May::Use(&["domain"])),
    layer("telemetry", May::Use(&["config"])),
];

/// Something that is said in some files only.
pub(super) struct OnlyIn {
    pub(super) text: &'static str,
    /// Files, or folders that end with a slash.
    places: &'static [&'static str],
    pub(super) why: &'static str,
}

impl OnlyIn {
    pub(super) fn allows(&self, file: &str) -> bool {
        let is_in = |place: &str| file == place || place.ends_with('/') && file.starts_with(place);
        self.places.iter().any(|place| is_in(place))
    }
}

const fn only_in(text: &'static str, places: &'static [&'static str], why: &'static str) -> OnlyIn {
    OnlyIn { text, places, why }
}

const CLOCK: &str = "take `now` as an argument, or ask a Clock";
const DATABASE: &str = "SQL and its types stand in store";
const LIBRARY: &str = "Discord's libraries stay in discord";
const SENTENCE: &str = "every sentence stands in wording";
const CHANCE: &str = "the same input gives the same answer";
const WAITING: &str = "a thing to do later is a row with a due time";
const SPAWNING: &str = "whoever starts a task has to see it end";

/// Text that is looked for in code, without comments, strings and tests.
pub(super) const ONLY_IN: &[OnlyIn] = &[
    only_in("Utc::now", &["src/clock.rs"], CLOCK),
    only_in("Local::now", &[], CLOCK),
    only_in("SystemTime::now", &["src/clock.rs"], CLOCK),
    // Monotonic timers: transport, batching, and how long a replay took.
    only_in(
        "Instant::now",
        &["src/discord/", "src/store/writer.rs", "src/sandbox/"],
        CLOCK,
    ),
    // Keys and nonces have to be unforeseeable; nothing else may be.
    only_in("generate()", &["src/actions/seal.rs"], CHANCE),
    // The limiter and the connection wait in real time; the writer gathers for milliseconds; the stage leaves the
    // processor to answers that are on their way.
    only_in(
        "time::sleep",
        &[
            "src/clock.rs",
            "src/discord/",
            "src/store/writer.rs",
            "src/sandbox/stage.rs",
        ],
        WAITING,
    ),
    // A connection, its queues and deliveries; the writer; the whole; the day that is played.
    only_in(
        "tokio::spawn",
        &[
            "src/app.rs",
            "src/app/",
            "src/discord/",
            "src/scheduler.rs",
            "src/store/writer.rs",
            "src/sandbox/",
        ],
        SPAWNING,
    ),
    only_in(
        "JoinSet",
        &[
            "src/app.rs",
            "src/app/",
            "src/discord/",
            "src/scheduler.rs",
            "src/sandbox/",
        ],
        SPAWNING,
    ),
    only_in("thread::spawn", &[], SPAWNING),
    only_in("sqlx::", &["src/store/"], DATABASE),
    only_in("serenity::", &["src/discord/"], LIBRARY),
    only_in("twilight_gateway::", &["src/discord/"], LIBRARY),
    only_in("twilight_http_ratelimiting::", &["src/discord/"], LIBRARY),
    only_in("reqwest::", &["src/discord/"], LIBRARY),
    only_in(
        "resvg::",
        &["src/picture.rs", "src/picture/"],
        "what is drawn is drawn in one place",
    ),
    only_in("i18n_embed::", &["src/wording/"], SENTENCE),
    only_in("i18n_embed_fl::", &["src/wording/"], SENTENCE),
    only_in("fl!", &["src/wording/"], SENTENCE),
    only_in(
        "discord_sim::",
        &["src/sandbox/"],
        "the bot does not know the simulator",
    ),
    only_in(
        "clap::",
        &["src/main.rs", "src/cli/"],
        "the command line stands in cli",
    ),
    only_in(
        "anyhow::",
        &[
            "src/main.rs",
            "src/cli/",
            "src/app.rs",
            "src/app/",
            "src/sandbox/",
            "src/discord/",
            "src/scheduler.rs",
            "src/actions/",
            "src/store/",
            "src/health.rs",
        ],
        "a rule says what is wrong with a type of its own",
    ),
    only_in(
        "tracing::",
        &[
            "src/main.rs",
            "src/cli/",
            "src/app.rs",
            "src/app/",
            "src/sandbox/",
            "src/discord/",
            "src/scheduler.rs",
            "src/actions/",
            "src/store/",
            "src/telemetry.rs",
        ],
        "domain and wording are pure",
    ),
    only_in(
        "tokio::",
        &[
            "src/main.rs",
            "src/cli/",
            "src/app.rs",
            "src/app/",
            "src/sandbox/",
            "src/discord/",
            "src/scheduler.rs",
            "src/actions/",
            "src/store/",
            "src/health.rs",
            "src/clock.rs",
        ],
        "domain and wording are pure",
    ),
];
