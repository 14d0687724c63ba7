//! Starting threads and posting in forums.

use serde_json::Value;

use crate::{
    ChannelId, MessageId, TagId,
    error::{Form, Outcome},
    rest::{
        forms::message::{self as form, Place},
        messages::check_seen,
        request::{Reply, Req},
        threads::fields,
    },
    world::{World, channel::Kind, threads::NewThread},
};

/// What the bodies of all new threads have in common.
struct Body {
    name: String,
    auto_archive: Option<u32>,
    slowmode: Option<u32>,
    tags: Vec<TagId>,
}

impl Body {
    fn read(form: &mut Form, body: &Value) -> Self {
        Self {
            name: form.required_text(body, "", "name", 1, 100).to_owned(),
            auto_archive: fields::auto_archive(form, body, "auto_archive_duration"),
            slowmode: fields::seconds(form, body, "rate_limit_per_user"),
            tags: fields::applied_tags(form, body).unwrap_or_default(),
        }
    }

    fn thread(&self, kind: Kind) -> NewThread<'_> {
        NewThread {
            auto_archive: self.auto_archive,
            kind,
            slowmode: self.slowmode,
            tags: &self.tags,
            ..NewThread::public(&self.name)
        }
    }
}

fn created(world: &World, thread: ChannelId) -> Reply {
    let place = world.channels.get(&thread);
    Reply::created(place.map(|place| world.json_channel(place)).into())
}

/// Starts a thread from a message.
pub(crate) fn start(
    world: &mut World,
    req: &Req,
    channel: ChannelId,
    message: MessageId,
) -> Outcome<Reply> {
    let mut form = Form::default();
    let body = Body::read(&mut form, &req.body);
    form.finish()?;
    let new = body.thread(Kind::PublicThread);
    let thread = world.start_thread(world.app.bot, channel, message, &new)?;
    Ok(created(world, thread))
}

/// Starts a thread without a message, or posts in a forum.
pub(super) fn open(world: &mut World, req: &Req, channel: ChannelId) -> Outcome<Reply> {
    if check_seen(world, channel)?.kind.is_forum() {
        return post(world, req, channel);
    }
    let mut form = Form::default();
    let body = Body::read(&mut form, &req.body);
    let kind = kind(&mut form, &req.body);
    let invitable = form.flag(&req.body, "invitable").unwrap_or(true);
    form.finish()?;
    let new = NewThread {
        invitable,
        tags: &[],
        ..body.thread(kind)
    };
    let thread = world.open_thread(world.app.bot, channel, &new)?;
    Ok(created(world, thread))
}

/// The kind of a thread without a message: private, unless the body says otherwise.
fn kind(form: &mut Form, body: &Value) -> Kind {
    match (&body["type"], body["type"].as_u64()) {
        (Value::Null, _) | (_, Some(12)) => Kind::PrivateThread,
        (_, Some(10)) => Kind::AnnouncementThread,
        (_, Some(11)) => Kind::PublicThread,
        _ => {
            let why = "Value must be one of (10, 11, 12).";
            form.wrong("type", "BASE_TYPE_CHOICES", why);
            Kind::PrivateThread
        }
    }
}

fn post(world: &mut World, req: &Req, forum: ChannelId) -> Outcome<Reply> {
    let mut form = Form::default();
    let body = Body::read(&mut form, &req.body);
    if !req.body["message"].is_object() {
        form.required("message");
    }
    form.finish()?;
    let draft = form::draft(world, req, &req.body["message"], Place::Forum(forum));
    let draft = draft.map_err(|error| error.under("message"))?;
    let new = body.thread(Kind::PublicThread);
    let thread = world.forum_post(world.app.bot, forum, &new, draft)?;
    let mut reply = created(world, thread);
    reply.body["message"] = world.json_message_by_id(thread.starter());
    Ok(reply)
}
