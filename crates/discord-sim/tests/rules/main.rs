//! The rules of the simulator, each tried by a plain HTTP and WebSocket client; a name starts with the § of the facts it holds to.

mod client;
mod smoke;
