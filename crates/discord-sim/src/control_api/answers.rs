//! What the bot answered: the first response, and what has become of it since.

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use serde_json::{Value, json};

use super::{
    Control, Outcome,
    body::{Form, Nothing, Path},
    looking,
    trouble::Trouble,
};
use crate::{Answer, InteractionId};

pub(super) fn routes() -> Router<Control> {
    Router::new()
        .route("/answers/{interaction}", get(one))
        .route("/answers/{interaction}/settled", post(settled))
}

/// An answer as the control API shows it.
pub(super) fn show(answer: &Answer) -> Json<Value> {
    let follow_ups = answer.follow_ups();
    Json(json!({
        "interaction": answer.interaction_id(),
        "kind": answer.kind(),
        "ephemeral": answer.is_ephemeral(),
        "message": answer.message().as_ref().map(looking::message),
        "follow_ups": follow_ups.iter().map(looking::message).collect::<Vec<_>>(),
        "modal": answer.modal(),
    }))
}

impl Control {
    pub(super) fn answer(&self, id: &str) -> Result<Answer, Trouble> {
        let wrong = |_| Trouble::bad("invalid_id", format!("\"{id}\" is no id of an interaction"));
        let id: InteractionId = id.parse().map_err(wrong)?;
        let world = self.shared.world();
        let answered = world
            .interactions
            .get(&id)
            .is_some_and(|it| it.first.is_some());
        let unanswered = || Trouble::unknown("answer", format!("interaction {id} has no answer"));
        answered
            .then(|| Answer::new(self.shared.clone(), id))
            .ok_or_else(unanswered)
    }
}

async fn one(State(sim): State<Control>, Path(id): Path<String>) -> Outcome {
    Ok(show(&sim.answer(&id)?))
}

/// Waits until a deferred answer has its message.
async fn settled(
    State(sim): State<Control>,
    Path(id): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Outcome {
    Ok(show(&sim.answer(&id)?.settled().await?))
}
