//! A Discord on one machine: REST API v10 and gateway v10, in memory, on a loopback port.
//!
//! An unmodified Discord library connects to it: set the API base to [`Simulator::api_base`] and the token to
//! [`Simulator::token`]. People act through [`Person`], the world is built through [`Guild`], and what each person's own
//! client would have done is in [`Simulator::notifications`]. Where it and Discord could differ, the stricter behaviour wins.
//!
//! ```no_run
//! # async fn story() -> Result<(), Box<dyn std::error::Error>> {
//! use discord_sim::{Limits, Simulator};
//!
//! let sim = Simulator::builder().limits(Limits::unlimited()).start().await?;
//! let acme = sim.create_guild("Acme");
//! let (ana, ben) = (sim.person("ana"), sim.person("ben"));
//! acme.add_member(&ana);
//! acme.add_member(&ben);
//! let support = acme.text("support");
//! // … start the bot with sim.api_base() and sim.token() …
//! sim.wait_ready(1).await;
//! ana.post(support, &format!("can <@{}> look at this?", ben.id()))?;
//! assert_eq!(sim.notifications().len(), 1);
//! assert!(sim.findings().is_empty());
//! # Ok(()) }
//! ```
//!
//! - [`Builder`] says what it starts with, [`Limits`] how much a bot may do; [`WorldPlan`] is a world as data.
//! - [`Guild`] is worked by an all-powerful admin, [`Person`] by somebody whom Discord's client lets do what they may.
//! - [`Clock`] moves when the story says so. [`Faults`] and [`GatewayControl`] make things go wrong, one by one or by a [`Mix`].
//! - [`Simulator::findings`] is what the bot did that it should not have done: a test ends with "there are none".
//!
//! "(facts §2)" names the source of a rule: `docs/fidelity.md` says which pages of Discord's documentation that is, and which test
//! tries it. What all this does over HTTP, for bots in other languages, is in `docs/control.md` ([`Builder::control_api`]).

#![deny(missing_docs)]
#![recursion_limit = "256"]

mod answer;
mod bounds;
mod clock;
mod control;
mod control_api;
mod error;
mod faults;
mod findings;
mod form;
mod gateway;
mod guild;
mod ids;
mod limits;
mod notifications;
mod people;
mod permissions;
mod plan;
mod render;
mod rest;
mod seconds;
mod seen;
mod simulator;
mod wire_log;
mod world;

pub use answer::{Answer, AnswerKind, Choice, CommandRefusal};
pub use clock::Clock;
pub use control::GatewayControl;
pub use faults::{EventFault, Fault, Faults, Mishap, Mix, RouteMatch, Struck};
pub use findings::{Finding, FindingKind, SessionTraffic, Traffic};
pub use gateway::{closed_door::ClosedDoor, prebuilt::Prebuilt};
pub use guild::{Guild, GuildBuilder, TaggedBy, Target};
pub use ids::{
    ApplicationId, AttachmentId, ChannelId, CommandId, EmojiId, GuildId, InteractionId, MessageId,
    RoleId, TagId, ThreadId, UserId,
};
pub use limits::{Bucket, Buckets, Limits};
pub use notifications::{ChannelSettings, Level, Notification, NotificationKind, Reason, Settings};
pub use people::{MessageRef, Person, Ping, Refusal};
pub use permissions::Permissions;
pub use plan::{
    ApplicationPlan, BotIs, ChannelKind, ChannelPlan, Dms, GuildPlan, MemberPlan, OverwritePlan,
    PersonPlan, PlanError, RolePlan, TagPlan, WorldPlan,
};
pub use rest::Scope;
pub use seen::{Button, Reaction, SeenMessage, Select};
pub use simulator::{Builder, Simulator, StartError};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
