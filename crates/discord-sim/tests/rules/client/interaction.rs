//! Answering an interaction, and where its answers go.

use serde_json::Value;

use super::{Rest, Socket};

/// Reads the next interaction and answers it: the interaction, and the callback's status and body.
pub(crate) async fn answer(socket: &mut Socket, rest: &Rest, body: Value) -> (Value, (u16, Value)) {
    let interaction = socket.until("INTERACTION_CREATE").await;
    let path = callback_path(&interaction);
    let reply = rest.post(&path, body).await;
    (interaction, reply)
}

pub(crate) fn callback_path(interaction: &Value) -> String {
    format!(
        "/interactions/{}/{}/callback",
        interaction["id"].as_str().unwrap(),
        interaction["token"].as_str().unwrap()
    )
}

/// /webhooks/{application}/{token}.
pub(crate) fn webhook_path(interaction: &Value) -> String {
    format!(
        "/webhooks/{}/{}",
        interaction["application_id"].as_str().unwrap(),
        interaction["token"].as_str().unwrap()
    )
}
