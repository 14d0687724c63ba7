//! §5: what a modal may hold.

mod inputs;
mod layout;

use std::time::Duration;

use discord_sim::{Limits, Simulator};
use serde_json::{Value, json};

use crate::{
    client::{Story, callback_path},
    interactions::{run, with_command_in},
    modals::{label, modal},
};

/// A modal of one input.
fn with(input: Value) -> Value {
    modal(json!([label("Label", input)]))
}

/// An input with other fields.
fn input(kind: u64, more: Value) -> Value {
    let mut input = json!({ "type": kind, "custom_id": "input" });
    match kind {
        3 => input["options"] = options(3),
        4 => input["style"] = 1.into(),
        21 | 22 => input["options"] = options(2),
        _ => {}
    }
    input
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    input
}

fn options(count: usize) -> Value {
    (0..count)
        .map(|n| json!({ "label": format!("Option {n}"), "value": n.to_string() }))
        .collect()
}

#[tokio::test]
async fn s5_a_modal_holds_only_what_fits() {
    let limits = Limits {
        interaction_deadline: Duration::from_secs(60),
        ..Limits::unlimited()
    };
    let sim = Simulator::builder().limits(limits).no_wire_log();
    let (story, mut socket) = with_command_in(Story::of(sim.start().await.unwrap())).await;
    let mut running = run(&story);
    let mut it = socket.until("INTERACTION_CREATE").await;
    for (name, body, fits) in layout::cases().into_iter().chain(inputs::cases()) {
        let (status, error) = story.rest.post(&callback_path(&it), body).await;
        assert_eq!(status == 204, fits, "{name}: {status} {error}");
        if fits {
            running.await.unwrap().unwrap();
            running = run(&story);
            it = socket.until("INTERACTION_CREATE").await;
        }
    }
    running.abort();
}
