//! What the gateway sends, read no further than Adagio needs.
//!
//! A frame is `{"t":"MESSAGE_DELETE","s":7,"op":0,"d":{…}}`. Its data is read only if its type matters. A frame that can't be read is an error of its own: it never stops the next.

mod envelope;
mod member;
mod message;
mod server;
mod wire;

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny};
use serde_json::value::RawValue;

pub(crate) use self::member::{ChunkFrame, MemberFrame};
pub(crate) use self::message::{
    BulkDeleteFrame, DeleteFrame, FoundFrame, MessageFrame, NickFrame, ReactionFrame, UserFrame,
};
pub(crate) use self::server::{
    ChannelFrame, GoneFrame, OverwriteFrame, RoleDeleteFrame, RoleFrame, RoleInServerFrame,
    ServerFrame, ServerUpdateFrame, ThreadsFrame,
};
pub(crate) use self::wire::Wire;

use crate::domain::event::Turn;

/// A new session (facts §1.4).
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct ReadyFrame {
    pub(crate) session_id: String,
    pub(crate) resume_gateway_url: String,
}

/// A dispatch whose type Adagio knows.
#[derive(Debug)]
pub(crate) enum Dispatch<'a> {
    Ready(ReadyFrame),
    ServerCreated(ServerFrame),
    ServerUpdated(ServerUpdateFrame),
    ServerGone(GoneFrame),
    ChannelChanged(ChannelFrame),
    ChannelGone(ChannelFrame),
    ThreadChanged(ChannelFrame),
    ThreadGone(ChannelFrame),
    ThreadsListed(ThreadsFrame),
    RoleChanged(RoleInServerFrame),
    RoleGone(RoleDeleteFrame),
    Posted(MessageFrame<'a>),
    Edited(MessageFrame<'a>),
    Deleted(DeleteFrame),
    DeletedInBulk(BulkDeleteFrame),
    Reacted(ReactionFrame<'a>, Turn),
    Members(ChunkFrame),
    /// The whole `d`: the interaction router reads it with its own types.
    Interaction(&'a str),
    /// A type that means nothing here, or an edit that no person made.
    Other,
}

/// A dispatch and its place in the session's sequence.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    pub(crate) seq: u64,
    /// Discord's name of its type.
    pub(crate) kind: Cow<'a, str>,
    /// The data, or why it can't be read. The error never shows what was written.
    pub(crate) dispatch: Result<Dispatch<'a>, UnreadableFrame>,
}

/// A frame whose data isn't as documented.
#[derive(Debug, thiserror::Error)]
#[error("a frame that isn't as documented, at column {column}")]
pub(crate) struct UnreadableFrame {
    column: usize,
}

impl From<serde_json::Error> for UnreadableFrame {
    fn from(error: serde_json::Error) -> Self {
        Self {
            column: error.column(),
        }
    }
}

/// Reads a frame. `Ok(None)`: it is no dispatch (heartbeats and the like are the connection's own).
pub(crate) fn read(text: &str) -> Result<Option<Frame<'_>>, UnreadableFrame> {
    let (head, dispatch) = envelope::read(text);
    match head.into_dispatch() {
        Some((kind, seq)) => Ok(Some(Frame {
            seq,
            kind,
            dispatch,
        })),
        None => dispatch.map(|_| None),
    }
}

fn dispatch<'a, D: Deserializer<'a>>(kind: &str, data: D) -> Result<Dispatch<'a>, D::Error> {
    Ok(match kind {
        "MESSAGE_CREATE" => Dispatch::Posted(parse(data)?),
        "READY" => Dispatch::Ready(parse(data)?),
        "GUILD_CREATE" => Dispatch::ServerCreated(parse(data)?),
        "GUILD_UPDATE" => Dispatch::ServerUpdated(parse(data)?),
        "GUILD_DELETE" => Dispatch::ServerGone(parse(data)?),
        "CHANNEL_CREATE" | "CHANNEL_UPDATE" => Dispatch::ChannelChanged(parse(data)?),
        "CHANNEL_DELETE" => Dispatch::ChannelGone(parse(data)?),
        "THREAD_CREATE" | "THREAD_UPDATE" => Dispatch::ThreadChanged(parse(data)?),
        "THREAD_DELETE" => Dispatch::ThreadGone(parse(data)?),
        "THREAD_LIST_SYNC" => Dispatch::ThreadsListed(parse(data)?),
        "GUILD_ROLE_CREATE" | "GUILD_ROLE_UPDATE" => Dispatch::RoleChanged(parse(data)?),
        "GUILD_ROLE_DELETE" => Dispatch::RoleGone(parse(data)?),
        "MESSAGE_UPDATE" => edited(parse(data)?).map_err(D::Error::custom)?,
        "MESSAGE_DELETE" => Dispatch::Deleted(parse(data)?),
        "MESSAGE_DELETE_BULK" => Dispatch::DeletedInBulk(parse(data)?),
        "MESSAGE_REACTION_ADD" => Dispatch::Reacted(parse(data)?, Turn::Added),
        "MESSAGE_REACTION_REMOVE" => Dispatch::Reacted(parse(data)?, Turn::Removed),
        "GUILD_MEMBERS_CHUNK" => Dispatch::Members(parse(data)?),
        "INTERACTION_CREATE" => Dispatch::Interaction(parse::<&RawValue, _>(data)?.get()),
        _ => {
            parse::<IgnoredAny, _>(data)?;
            Dispatch::Other
        }
    })
}

/// A link preview or a new thread updates a message too, without a time of editing (facts §1.6).
fn edited(data: &RawValue) -> serde_json::Result<Dispatch<'_>> {
    #[derive(Deserialize)]
    struct Touched {
        edited_timestamp: Option<IgnoredAny>,
    }
    let touched: Touched = serde_json::from_str(data.get())?;
    match touched.edited_timestamp {
        Some(_) => serde_json::from_str(data.get()).map(Dispatch::Edited),
        None => Ok(Dispatch::Other),
    }
}

fn parse<'a, T: Deserialize<'a>, D: Deserializer<'a>>(data: D) -> Result<T, D::Error> {
    T::deserialize(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dispatch_of(text: &str) -> Dispatch<'_> {
        read(text).unwrap().unwrap().dispatch.unwrap()
    }

    #[test]
    fn heartbeats_are_no_dispatch() {
        assert!(
            read(r#"{"t":null,"s":null,"op":11,"d":null}"#)
                .unwrap()
                .is_none()
        );
        assert!(
            read(r#"{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":1}}"#)
                .unwrap()
                .is_none()
        );
    }

    #[test]
    fn a_frame_that_cannot_be_read_keeps_its_place_and_says_nothing_of_its_content() {
        let frame = read(r#"{"op":0,"t":"MESSAGE_CREATE","s":9,"d":{"content":"secret"}}"#);
        let frame = frame.unwrap().unwrap();
        assert_eq!((frame.seq, frame.kind.as_ref()), (9, "MESSAGE_CREATE"));
        assert!(!frame.dispatch.unwrap_err().to_string().contains("secret"));
    }

    #[test]
    fn the_data_is_read_wherever_it_stands() {
        for text in [
            r#"{"t":"MESSAGE_DELETE","s":7,"op":0,"d":{"id":"5"}}"#,
            r#"{"d":{"id":"5"},"op":0,"s":7,"t":"MESSAGE_DELETE"}"#,
            r#"{"t":"MESSAGE_DELETE","op":0,"d":{"id":"5"},"s":7}"#,
        ] {
            let frame = read(text).unwrap().unwrap();
            assert_eq!((frame.seq, frame.kind.as_ref()), (7, "MESSAGE_DELETE"));
            assert!(
                matches!(frame.dispatch, Ok(Dispatch::Deleted(deleted)) if deleted.id.0.get() == 5)
            );
        }
        for text in ["", "7", "{}", r#"{"t":"X","s":1}"#, r#"{"op":11} and more"#] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_link_preview_is_no_edit() {
        let preview =
            r#"{"op":0,"t":"MESSAGE_UPDATE","s":1,"d":{"id":"1","edited_timestamp":null}}"#;
        assert!(matches!(dispatch_of(preview), Dispatch::Other));
        let partial = r#"{"op":0,"t":"MESSAGE_UPDATE","s":1,"d":{"id":"1","embeds":[]}}"#;
        assert!(matches!(dispatch_of(partial), Dispatch::Other));
    }

    #[test]
    fn unknown_types_are_skipped() {
        let frame = r#"{"op":0,"t":"SOMETHING_NEW","s":4,"d":{"a":[1,2]}}"#;
        assert!(matches!(dispatch_of(frame), Dispatch::Other));
    }

    #[test]
    fn an_interaction_is_handed_on_as_it_came() {
        let frame = r#"{"op":0,"t":"INTERACTION_CREATE","s":4,"d":{"id":"5"}}"#;
        assert!(matches!(
            dispatch_of(frame),
            Dispatch::Interaction(r#"{"id":"5"}"#)
        ));
    }
}
