//! Limits of what modals hold. Titles and custom ids of modals are beyond twilight-validate.

use serde_json::{Value, json};
use twilight_model::channel::message::Component;
use twilight_validate::component;

use super::limit::{Limit, limit, x};
use crate::modals::modal;

/// Where Discord says that something must be there.
const NOT_EMPTY: &str = "docs components/reference.mdx and Discord's description: at least 1";

pub(super) fn fits_twilight(body: &Value) -> bool {
    let components = body["data"]["components"].as_array().unwrap();
    components.iter().all(|one| {
        let component: Component = serde_json::from_value(one.clone()).unwrap();
        component::component_v2(&component).is_ok()
    })
}

fn labelled(label: usize, description: usize, input: Value) -> Value {
    let label =
        json!({ "type": 18, "label": x(label), "description": x(description), "component": input });
    modal(json!([label]))
}

fn input(kind: u64, more: Value) -> Value {
    let mut input = json!({ "type": kind, "custom_id": "input" });
    if kind == 4 {
        input["style"] = 1.into();
    }
    input
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    labelled(1, 1, input)
}

fn options(count: usize) -> Value {
    (0..count)
        .map(|n| json!({ "label": "l", "value": n.to_string() }))
        .collect()
}

pub(super) fn limits() -> Vec<Limit> {
    let text = || json!({ "type": 4, "custom_id": "input", "style": 1 });
    let boxes = |more: Value| {
        let mut all = json!({ "options": options(10) });
        all.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        input(22, all)
    };
    vec![
        limit("label", 1..=45, move |n| labelled(n, 1, text())).but(|n| n == 0, NOT_EMPTY),
        limit("label description", 1..=100, move |n| {
            labelled(1, n, text())
        })
        .but(|n| n == 0, "Discord's description: minLength 1"),
        limit("custom_id", 1..=100, |n| {
            input(4, json!({ "custom_id": x(n) }))
        })
        .but(|n| n == 0, NOT_EMPTY),
        limit("placeholder", 0..=100, |n| {
            input(4, json!({ "placeholder": x(n) }))
        }),
        limit("value", 0..=4000, |n| input(4, json!({ "value": x(n) }))),
        limit("min_length", 0..=4000, |n| {
            input(4, json!({ "min_length": n }))
        }),
        limit("max_length", 1..=4000, |n| {
            input(4, json!({ "max_length": n }))
        }),
        limit("select placeholder", 0..=150, |n| {
            input(5, json!({ "placeholder": x(n) }))
        }),
        limit("select options", 1..=25, |n| {
            input(3, json!({ "options": options(n) }))
        })
        .but(|n| n == 0, NOT_EMPTY),
        limit("select max_values", 1..=25, |n| {
            input(5, json!({ "max_values": n }))
        }),
        limit("files at least", 0..=10, |n| {
            input(
                19,
                json!({ "min_values": n, "max_values": 10, "required": false }),
            )
        }),
        limit("files at most", 1..=10, |n| {
            input(19, json!({ "max_values": n }))
        })
        .but(|n| n == 0, "Discord's description: minimum 1"),
        limit("checkboxes", 1..=10, |n| {
            input(22, json!({ "options": options(n) }))
        })
        .but(|n| n == 11, "docs components/reference.mdx: max 10"),
        limit("checkboxes at least", 1..=10, move |n| {
            boxes(json!({ "min_values": n }))
        }),
        limit("checkboxes at most", 1..=10, move |n| {
            boxes(json!({ "max_values": n }))
        }),
    ]
}
