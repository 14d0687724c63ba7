//! What the operator decides: settings from files and the environment, and the bot's token.
//!
//! Later wins: the built-in `config/default.toml`, one optional file, `ADAGIO__SECTION__KEY` in the
//! environment or `.env`. A key that the built-in file lacks is refused, so a misspelt one can't be
//! ignored in silence: `ADAGIO__LOG__FORMT is no setting; did you mean ADAGIO__LOG__FORMAT?`

mod keys;
mod presets;
mod settings;
mod sources;
mod token;

pub use keys::UnknownKey;
pub use presets::{Preset, preset, presets};
pub use settings::{
    DiscordSettings, LogFormat, LogSettings, MessageContent, ServiceSettings, Settings,
    StorageSettings,
};
pub use sources::{SettingsError, Surroundings};
pub use token::{Token, TokenError};
