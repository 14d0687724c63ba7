//! What a world begins with, as data: the shape of a world file (TOML) and of what the control API makes things from (JSON).
//!
//! ```toml
//! people = [{ name = "ana" }, { name = "ben", dms = "closed" }]
//!
//! [[guilds]]
//! name = "Acme"
//! owner = "ana"
//! roles = [{ name = "on-call", mentionable = true }]
//! channels = [
//!     { name = "support" },
//!     { name = "ops", overwrites = [{ role = "@everyone", deny = ["VIEW_CHANNEL"] }, { role = "on-call", allow = ["VIEW_CHANNEL"] }] },
//! ]
//! members = [{ person = "ben", roles = ["on-call"], notifications = { level = "all" } }]
//! ```
//!
//! Nothing is made unless all of it can be: an unknown key, a name that is taken or that nobody has is a [`PlanError`] which says
//! where.

mod build;
mod check;
mod shapes;

pub(crate) use check::Known;
pub use check::PlanError;
pub(crate) use shapes::Rights;
pub use shapes::{
    ApplicationPlan, BotIs, ChannelKind, ChannelPlan, Dms, GuildPlan, MemberPlan, OverwritePlan,
    PersonPlan, RolePlan, TagPlan, WorldPlan,
};
