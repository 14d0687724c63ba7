//! Application emojis.

use serde_json::{Value, json};

use crate::{
    EmojiId,
    error::{ApiError, Form, Outcome},
    rest::{
        request::{Reply, Req},
        routes,
    },
    world::{Emoji, World},
};

pub(crate) fn route(
    world: &mut World,
    req: &Req,
    method: &str,
    path: &[&str],
) -> Option<Outcome<Reply>> {
    Some(match (method, path) {
        ("GET", []) => {
            let items: Vec<Value> = world
                .emojis
                .values()
                .map(|emoji| world.json_emoji(emoji))
                .collect();
            Ok(Reply::ok(json!({ "items": items })))
        }
        ("POST", []) => create(world, req),
        (_, [emoji]) => return routes::with(emoji, |emoji: EmojiId| one(world, method, emoji)),
        _ => return None,
    })
}

fn create(world: &mut World, req: &Req) -> Outcome<Reply> {
    let mut form = Form::default();
    let name = form.required_text(&req.body, "", "name", 2, 32).to_owned();
    if !name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        form.wrong(
            "name",
            "STRING_TYPE_REGEX",
            "String value did not match validation regex.",
        );
    }
    let image = form
        .required_text(&req.body, "", "image", 1, 512 << 10)
        .to_owned();
    if !image.starts_with("data:image/") {
        form.wrong("image", "IMAGE_INVALID", "Invalid image data");
    }
    form.finish()?;
    if world.emojis.len() >= 2000 {
        return Err(ApiError::new(
            400,
            30008,
            "Maximum number of emojis reached (2000)",
        ));
    }
    if world.emojis.values().any(|emoji| emoji.name == name) {
        return Err(ApiError::form(
            "name",
            "APPLICATION_EMOJI_NAME_ALREADY_TAKEN",
            "An emoji with that name already exists",
        ));
    }
    let id = EmojiId::new(world.next_id());
    let emoji = Emoji {
        id,
        name,
        animated: image.starts_with("data:image/gif"),
    };
    let json = world.json_emoji(&emoji);
    world.emojis.insert(id, emoji);
    Ok(Reply::created(json))
}

fn one(world: &mut World, method: &str, id: EmojiId) -> Option<Outcome<Reply>> {
    let Some(emoji) = world.emojis.get(&id) else {
        return Some(Err(ApiError::unknown("Emoji")));
    };
    Some(match method {
        "GET" => Ok(Reply::ok(world.json_emoji(emoji))),
        "DELETE" => {
            world.emojis.remove(&id);
            Ok(Reply::nothing())
        }
        _ => return None,
    })
}
