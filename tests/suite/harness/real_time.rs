//! Real time, for the few stories that are about it: Discord's limits and connections don't follow a hand-moved clock.

use std::time::Duration;

/// Lets so much real time pass.
#[expect(
    clippy::disallowed_methods,
    reason = "Discord's limits run in real time"
)]
pub(crate) async fn real_time(length: Duration) {
    tokio::time::sleep(length).await;
}

/// Whether stories that have a short and a long form are told at length: `ADAGIO_LONG=1`.
pub(crate) fn is_told_at_length() -> bool {
    std::env::var_os("ADAGIO_LONG").is_some()
}
