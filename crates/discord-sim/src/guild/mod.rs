//! Building a server: roles, channels, members. Deeds of an all-powerful admin; nothing here checks permissions.

mod builder;
mod channels;
mod members;
mod server;
mod threads;

pub use builder::GuildBuilder;
pub use channels::Target;
pub use server::Guild;
pub use threads::TaggedBy;
