//! What goes wrong: faults of REST and of the gateway, scripted one by one or drawn from a seed.
//!
//! - A [`Fault`] befalls a request, an [`EventFault`] an event or the connection that it goes out on.
//! - Scripted: [`Faults::next`], [`Faults::times`] and [`Faults::always`] say which requests ([`RouteMatch`]) get which fault. The
//!   gateway's levers are [`crate::GatewayControl`].
//! - Seeded: [`Faults::seeded`] with a [`Mix`]. The fate of the n-th request, or event, of a kind depends on the seed, the kind
//!   and n alone, so a run can be repeated whatever the wall clock does in between.
//! - [`Faults::struck`] lists what struck.

mod event;
mod fault;
mod levers;
mod line;
mod mix;
mod route;
mod seeded;
mod struck;

pub use event::EventFault;
pub use fault::Fault;
pub use levers::Faults;
pub(crate) use line::FaultLine;
pub use mix::Mix;
pub use route::RouteMatch;
pub use struck::{Mishap, Struck};
