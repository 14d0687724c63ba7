//! Limits of messages: content, embeds, components of both layouts.

use serde_json::{Value, json};
use twilight_model::channel::message::{Component, Embed};
use twilight_validate::message;

use super::limit::{Limit, limit, x};

/// Where Discord says that something must be there.
const NOT_EMPTY: &str = "docs components/reference.mdx and Discord's description: at least 1";

/// What an embed's field needs, in practice: an empty one is refused with BASE_TYPE_REQUIRED.
const FIELD: &str = "Discord's description: name and value are required";

pub(super) fn fits_twilight(body: &Value) -> bool {
    let embeds: Vec<Embed> = read(&body["embeds"]);
    let components: Vec<Component> = read(&body["components"]);
    message::content(body["content"].as_str().unwrap_or_default()).is_ok()
        && message::embeds(&embeds).is_ok()
        && message::components(&components, body["flags"] == 1 << 15).is_ok()
}

fn read<T: serde::de::DeserializeOwned>(list: &Value) -> Vec<T> {
    let list = list.as_array().into_iter().flatten();
    list.map(|one| serde_json::from_value(one.clone()).unwrap())
        .collect()
}

pub(super) fn limits() -> Vec<Limit> {
    let mut limits = vec![
        limit("content", 1..=2000, |n| json!({ "content": x(n) }))
            .but(|n| n == 0, "50006: a message without anything in it"),
    ];
    limits.extend(embeds());
    limits.extend(components());
    limits.extend(components_v2());
    limits
}

fn embed(more: Value) -> Value {
    let mut embed = json!({ "type": "rich", "description": "d" });
    embed
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    json!({ "embeds": [embed] })
}

fn embeds() -> Vec<Limit> {
    let field =
        |name: usize, value: usize| json!({ "name": x(name), "value": x(value), "inline": false });
    vec![
        limit("embed title", 0..=256, |n| embed(json!({ "title": x(n) }))),
        limit("embed description", 1..=4096, |n| {
            embed(json!({ "description": x(n) }))
        })
        .but(|n| n == 0, "an embed shows something"),
        limit("embed footer", 1..=2048, |n| {
            embed(json!({ "footer": { "text": x(n) } }))
        })
        .but(
            |n| n == 0,
            "docs resources/message.mdx: a footer has a text",
        ),
        limit("embed author", 1..=256, |n| {
            embed(json!({ "author": { "name": x(n) } }))
        })
        .but(
            |n| n == 0,
            "docs resources/message.mdx: an author has a name",
        ),
        limit("embed color", 0..=0xFF_FFFF, |n| {
            embed(json!({ "color": n }))
        }),
        limit("embed field name", 1..=256, move |n| {
            embed(json!({ "fields": [field(n, 1)] }))
        })
        .but(|n| n == 0, FIELD),
        limit("embed field value", 1..=1024, move |n| {
            embed(json!({ "fields": [field(1, n)] }))
        })
        .but(|n| n == 0, FIELD),
        limit("embed fields", 0..=25, move |n| {
            embed(json!({ "fields": vec![field(1, 1); n] }))
        }),
        limit(
            "embeds",
            1..=10,
            |n| json!({ "embeds": vec![json!({ "type": "rich", "title": "t" }); n] }),
        )
        .but(|n| n == 0, "50006: a message without anything in it"),
        limit("all embeds", 0..=6000, |n| {
            let (first, second) = (n.max(2) / 2, n.max(2).div_ceil(2));
            let embed = |n: usize| json!({ "type": "rich", "description": x(n) });
            json!({ "embeds": [embed(first), embed(second)] })
        }),
    ]
}

fn row(children: Value) -> Value {
    json!({ "type": 1, "components": children })
}

fn button(label: usize, id: &str) -> Value {
    json!({ "type": 2, "style": 1, "label": x(label), "custom_id": id })
}

fn menu(kind: u64, more: Value) -> Value {
    let mut menu = json!({ "type": kind, "custom_id": "menu" });
    menu.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    json!({ "components": [row(json!([menu]))] })
}

fn options(count: usize) -> Value {
    (0..count)
        .map(|n| json!({ "label": "l", "value": n.to_string() }))
        .collect()
}

fn components() -> Vec<Limit> {
    let buttons = |count: usize| {
        (0..count)
            .map(|n| button(1, &n.to_string()))
            .collect::<Vec<_>>()
    };
    let one = |option: Value| menu(3, json!({ "options": [option] }));
    vec![
        limit("rows", 1..=5, |n| {
            let rows = (0..n).map(|n| row(json!([button(1, &n.to_string())])));
            json!({ "components": rows.collect::<Vec<_>>() })
        })
        .but(|n| n == 0, "50006: a message without anything in it"),
        limit(
            "buttons in a row",
            1..=5,
            move |n| json!({ "components": [row(buttons(n).into())] }),
        )
        .but(|n| n == 0, NOT_EMPTY),
        limit(
            "button label",
            1..=80,
            |n| json!({ "components": [row(json!([button(n, "a")]))] }),
        )
        .but(|n| n == 0, "a button shows a label or an emoji"),
        limit(
            "custom_id",
            1..=100,
            |n| json!({ "components": [row(json!([button(1, &x(n))]))] }),
        )
        .but(|n| n == 0, NOT_EMPTY),
        limit("placeholder", 0..=150, |n| {
            menu(5, json!({ "placeholder": x(n) }))
        }),
        limit("options", 1..=25, |n| {
            menu(3, json!({ "options": options(n) }))
        })
        .but(|n| n == 0, NOT_EMPTY),
        limit("option label", 1..=100, move |n| {
            one(json!({ "label": x(n), "value": "v" }))
        })
        .but(|n| n == 0, NOT_EMPTY),
        limit("option value", 1..=100, move |n| {
            one(json!({ "label": "l", "value": x(n) }))
        })
        .but(|n| n == 0, NOT_EMPTY),
        limit("option description", 0..=100, move |n| {
            one(json!({ "label": "l", "value": "v", "description": x(n) }))
        }),
        limit("min_values", 0..=25, |n| {
            menu(5, json!({ "min_values": n, "max_values": 25 }))
        }),
        limit("max_values", 1..=25, |n| {
            menu(5, json!({ "max_values": n }))
        }),
    ]
}

fn v2(components: Value) -> Value {
    json!({ "flags": 1 << 15, "components": components })
}

fn text(length: usize) -> Value {
    json!({ "type": 10, "content": x(length) })
}

fn components_v2() -> Vec<Limit> {
    let picture = |more: usize| json!({ "media": { "url": "https://example.org/a.png" }, "description": x(more) });
    let section = move |texts: usize, description: usize| {
        let mut accessory = picture(description);
        accessory["type"] = 11.into();
        v2(json!([{ "type": 9, "components": vec![text(1); texts], "accessory": accessory }]))
    };
    vec![
        limit("components", 1..=40, |n| v2(vec![text(1); n].into()))
            .but(|n| n == 0, "50006: a message without anything in it"),
        limit("components in a container", 1..=39, |n| {
            v2(json!([{ "type": 17, "components": vec![text(1); n] }]))
        })
        .but(|n| n == 0, "Discord's description: minItems 1"),
        limit("text display", 1..=4000, |n| v2(json!([text(n)]))).but(
            |n| n == 0 || (2001..=4000).contains(&n),
            "Discord's description: TextDisplayComponentForMessageRequest, 1 to 4000",
        ),
        limit("texts of a section", 1..=3, move |n| section(n, 1)),
        limit("thumbnail description", 1..=1024, move |n| section(1, n))
            .but(|n| n == 0, "Discord's description: minLength 1"),
        limit("pictures", 1..=10, move |n| {
            v2(json!([{ "type": 12, "items": vec![picture(1); n] }]))
        }),
        limit("picture description", 1..=1024, move |n| {
            v2(json!([{ "type": 12, "items": [picture(n)] }]))
        })
        .but(|n| n == 0, "Discord's description: minLength 1"),
    ]
}
