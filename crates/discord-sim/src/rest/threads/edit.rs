//! PATCH of a thread.

use serde_json::Value;

use crate::{
    ChannelId,
    error::{Form, Outcome},
    rest::{
        request::{Reply, Req},
        threads::fields,
    },
    world::{World, forum, threads::ThreadChange},
};

/// Changes a thread; see [`World::edit_thread`] for who may what.
pub(crate) fn patch(world: &mut World, req: &Req, thread: ChannelId) -> Outcome<Reply> {
    let change = change(&req.body)?;
    world.edit_thread(world.app.bot, thread, change)?;
    let place = world.seen_by(world.app.bot, thread)?;
    Ok(Reply::ok(world.json_channel(place)))
}

fn change(body: &Value) -> Outcome<ThreadChange> {
    let mut form = Form::default();
    let change = ThreadChange {
        name: form.text(body, "", "name", 1, 100).map(str::to_owned),
        archived: form.flag(body, "archived"),
        locked: form.flag(body, "locked"),
        invitable: form.flag(body, "invitable"),
        auto_archive: fields::auto_archive(&mut form, body, "auto_archive_duration"),
        slowmode: fields::seconds(&mut form, body, "rate_limit_per_user"),
        pinned: body["flags"]
            .as_u64()
            .map(|flags| flags & forum::flag::PINNED != 0),
        tags: fields::applied_tags(&mut form, body),
    };
    form.finish()?;
    Ok(change)
}
