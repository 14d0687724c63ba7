//! A frame in Adagio's own words: `MESSAGE_CREATE` becomes [`Event::Posted`].
//!
//! What Adagio itself wrote, what Discord wrote by itself ("Ana joined the server") and what stands in a
//! DM and answers nothing is no event.

use chrono::{DateTime, Utc};

use super::frames::{Dispatch, MessageFrame, NickFrame, ReactionFrame, UserFrame};
use super::http::HttpError;
use super::visibility::Visibility;
use crate::config::MessageContent;
use crate::domain::event::{DirectReply, Event, Mention, Place, Post, Reply, Sign, Turn};
use crate::domain::group::Group;
use crate::domain::ids::UserId;
use crate::domain::ping::Loudness;
use crate::domain::wish::{About, Wish, Word};

/// The reaction that settles a ping.
pub(super) const SETTLED: &str = "✅";

/// Message types that somebody wrote: ordinary, reply, slash command, menu command (facts §3).
const REPLY: u8 = 19;
const WRITTEN: [u8; 4] = [0, REPLY, 20, 23];

/// The flag of a message that was sent with `@silent` (facts §3).
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;

/// Turns frames into events.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Translator {
    /// Adagio's own account and application.
    pub(crate) bot: UserId,
    pub(crate) application: i64,
    pub(crate) content: MessageContent,
}

impl Translator {
    /// The event in a frame, if there is one. An error passes: the frame can be tried again.
    pub(crate) async fn event(
        &self,
        dispatch: &Dispatch<'_>,
        visibility: &Visibility,
        now: DateTime<Utc>,
    ) -> Result<Option<Event>, HttpError> {
        Ok(match dispatch {
            Dispatch::Posted(frame) | Dispatch::Edited(frame) if frame.guild_id.is_none() => {
                self.direct_reply(frame).map(Event::Answered)
            }
            Dispatch::Posted(frame) => self.post(frame, visibility).await?.map(Event::Posted),
            Dispatch::Edited(frame) => self.post(frame, visibility).await?.map(Event::Edited),
            Dispatch::Deleted(frame) => Some(Event::Deleted {
                messages: vec![frame.id.0],
            }),
            Dispatch::DeletedInBulk(frame) => Some(Event::Deleted {
                messages: frame.ids.iter().map(|id| id.0).collect(),
            }),
            Dispatch::Reacted(frame, turn) => self.reaction(frame, *turn, now),
            Dispatch::ServerCreated(frame) if !frame.unavailable => {
                Some(Event::ServerSeen(frame.id.0))
            }
            Dispatch::ServerGone(frame) if !frame.unavailable => Some(Event::ServerLeft {
                server: frame.id.0,
                at: now,
            }),
            _ => None,
        })
    }

    /// What a message in a DM comes to that is found there: as it was written, and edited.
    pub(crate) fn found_directly(&self, frame: &MessageFrame<'_>) -> Vec<Event> {
        let Some(reply) = self.direct_reply(frame) else {
            return Vec::new();
        };
        let written = DirectReply {
            edited_at: None,
            ..reply.clone()
        };
        let edited = reply.edited_at.is_some().then_some(reply);
        let both = [Some(written), edited].into_iter().flatten();
        both.map(Event::Answered).collect()
    }

    /// What stands in a DM is nothing, but for what answers Adagio.
    fn direct_reply(&self, frame: &MessageFrame<'_>) -> Option<DirectReply> {
        if frame.author.bot || frame.webhook_id.is_some() {
            return None;
        }
        Some(DirectReply {
            id: frame.id.0,
            channel: frame.channel_id.0,
            author: frame.author.id.0,
            author_name: frame.author.name_with(None).to_owned(),
            to: reply(frame)?.to,
            text: frame.content.trim().to_owned(),
            edited_at: frame.edited_timestamp,
        })
    }

    async fn post(
        &self,
        frame: &MessageFrame<'_>,
        visibility: &Visibility,
    ) -> Result<Option<Post>, HttpError> {
        let Some(server) = frame.guild_id.filter(|_| self.is_of_interest(frame)) else {
            return Ok(None);
        };
        match visibility.place(server.0, frame.channel_id.0).await {
            Ok(place) => Ok(place.map(|place| self.post_at(frame, place))),
            // Nothing can be said about where it stands, so nothing is kept of it.
            Err(error) if !error.is_passing() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// What a message in history comes to. How one that was edited since was posted, Discord doesn't say: whom it
    /// mentions, it may mention only since then.
    pub(crate) fn found(&self, frame: &MessageFrame<'_>, place: Place) -> Vec<Event> {
        if !self.is_of_interest(frame) {
            return Vec::new();
        }
        let post = self.post_at(frame, place);
        if post.edited_at.is_none() {
            return vec![Event::Posted(post)];
        }
        let mut posted = post.clone();
        (posted.mentions, posted.edited_at) = (Vec::new(), None);
        // An edit announces nothing, so what announces was posted so.
        let announces = |group: &Group| matches!(group, Group::Everyone(_));
        posted.groups.retain(announces);
        vec![Event::Posted(posted), Event::Edited(post)]
    }

    fn is_of_interest(&self, frame: &MessageFrame<'_>) -> bool {
        let is_own_webhook = frame.webhook_id.is_some()
            && frame
                .application_id
                .is_some_and(|application| application.0 == self.application);
        WRITTEN.contains(&frame.kind) && frame.author.id.0 != self.bot && !is_own_webhook
    }

    fn post_at(&self, frame: &MessageFrame<'_>, place: Place) -> Post {
        Post {
            id: frame.id.0,
            place,
            author: frame.author.id.0,
            author_name: frame.author.name_with(frame.member.as_ref()).to_owned(),
            mentions: frame.mentions.iter().map(mention).collect(),
            groups: groups(frame, place),
            author_roles: frame.member.as_ref().map(NickFrame::roles),
            reply: reply(frame),
            loudness: loudness(frame),
            text: self.text(&frame.content),
            edited_at: frame.edited_timestamp,
            wish: self.wish(frame),
        }
    }

    /// What somebody wants of Adagio itself. What mentions it is told whether or not it is to read messages (facts §1.2).
    fn wish(&self, frame: &MessageFrame<'_>) -> Option<Box<Wish>> {
        let is_mentioned = frame.mentions.iter().any(|user| user.id.0 == self.bot);
        let is_person = !frame.author.bot && frame.webhook_id.is_none();
        if !is_mentioned || !is_person {
            return None;
        }
        let word = Word::read(&frame.content, self.bot)?;
        // Who answers nobody may just greet; but whoever calls something urgent must not believe that it is carried.
        if reply(frame).is_none() && word != Word::Urgent {
            return None;
        }
        let about = self.about(frame);
        Some(Box::new(Wish { word, about }))
    }

    fn about(&self, frame: &MessageFrame<'_>) -> Option<About> {
        let answered = frame.referenced_message.as_ref()?;
        let author = answered.author.as_ref()?;
        // Only who is mentioned comes with their name in this server.
        let here = frame.mentions.iter().find(|user| user.id.0 == author.id.0);
        let member = here.and_then(|user| user.member.as_ref());
        Some(About {
            message: reply(frame)?.to,
            author: author.id.0,
            author_name: author.name_with(member).to_owned(),
            mentions: answered.mentions.iter().map(mention).collect(),
            text: self.text(&answered.content),
            edited_at: answered.edited_timestamp,
        })
    }

    /// What was written, if Adagio is to read it at all: without the intent Discord still shows messages that
    /// mention the bot (facts §1.2), and those are not quoted either.
    fn text(&self, content: &str) -> Option<String> {
        let is_told = self.content == MessageContent::Readable;
        is_told.then(|| content.to_owned())
    }

    fn reaction(&self, frame: &ReactionFrame<'_>, turn: Turn, at: DateTime<Utc>) -> Option<Event> {
        let is_settled = frame.emoji.id.is_none() && frame.emoji.name.as_deref() == Some(SETTLED);
        if !is_settled || frame.guild_id.is_none() || frame.user_id.0 == self.bot {
            return None;
        }
        Some(Event::Reacted {
            message: frame.message_id.0,
            user: frame.user_id.0,
            author: frame.message_author_id.map(|author| author.0),
            sign: Sign::Settled,
            turn,
            roles: frame
                .member
                .as_ref()
                .map(NickFrame::roles)
                .unwrap_or_default(),
            at,
        })
    }
}

fn mention(user: &UserFrame<'_>) -> Mention {
    Mention {
        user: user.id.0,
        name: user.name_with(user.member.as_ref()).to_owned(),
    }
}

fn loudness(frame: &MessageFrame<'_>) -> Loudness {
    if frame.flags & SUPPRESS_NOTIFICATIONS == 0 {
        Loudness::Plain
    } else {
        Loudness::Silent
    }
}

/// The groups that a message pings. In a thread @everyone is those who are in it, of whom Adagio has no list.
fn groups(frame: &MessageFrame<'_>, place: Place) -> Vec<Group> {
    let roles = frame.mention_roles.iter().map(|role| Group::Role(role.0));
    let is_to_all = frame.mention_everyone && place.parent.is_none();
    let everyone = is_to_all.then_some(Group::Everyone(place.server));
    roles.chain(everyone).collect()
}

fn reply(frame: &MessageFrame<'_>) -> Option<Reply> {
    if frame.kind != REPLY {
        return None;
    }
    let to = frame.message_reference.as_ref()?.message_id?.0;
    let referenced = frame.referenced_message.as_ref();
    let author = referenced
        .and_then(|message| message.author.as_ref())
        .map(|user| user.id.0);
    let author = author.or_else(|| mentioned_by_reply(frame));
    Some(Reply { to, author })
}

/// Whom a reply mentions only because it answers them: the one whom its text doesn't name. So it is known whom it answers though
/// their message is gone. `None`: nobody, or who it is can't be told.
fn mentioned_by_reply(frame: &MessageFrame<'_>) -> Option<UserId> {
    let is_named = |user: UserId| {
        ["<@", "<@!"]
            .iter()
            .any(|begin| frame.content.contains(&format!("{begin}{user}>")))
    };
    let mentions = frame.mentions.iter().map(|user| user.id.0);
    let mut unnamed = mentions.filter(|user| !is_named(*user));
    unnamed.next().filter(|_| unnamed.next().is_none())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::ids::{ChannelId, MessageId, RoleId, ServerId};
    use crate::domain::mode::ChannelKind;

    const TRANSLATOR: Translator = Translator {
        bot: UserId::new(900),
        application: 901,
        content: MessageContent::LinksOnly,
    };

    fn message(changes: Value) -> String {
        let mut message = json!({
            "id": "100", "channel_id": "32", "guild_id": "1", "type": 0,
            "author": {"id": "21", "username": "ana_b", "global_name": "Ana B"},
            "member": {"nick": "Ana", "roles": []},
            "content": "", "edited_timestamp": null,
            "mentions": [
                {"id": "22", "username": "ben", "global_name": null, "member": {"nick": null}},
            ],
        });
        for (key, value) in changes.as_object().unwrap() {
            message[key] = value.clone();
        }
        message.to_string()
    }

    fn place() -> Place {
        Place {
            server: ServerId::new(1),
            channel: ChannelId::new(32),
            parent: None,
            category: None,
            kind: ChannelKind::Text,
        }
    }

    fn post(changes: Value) -> Option<Post> {
        let text = message(changes);
        let frame: MessageFrame<'_> = serde_json::from_str(&text).unwrap();
        TRANSLATOR
            .is_of_interest(&frame)
            .then(|| TRANSLATOR.post_at(&frame, place()))
    }

    #[test]
    fn people_are_called_as_the_server_calls_them() {
        let post = post(json!({})).unwrap();
        assert_eq!(post.author_name, "Ana");
        assert_eq!(
            post.mentions,
            [Mention {
                user: UserId::new(22),
                name: "ben".into()
            }]
        );
    }

    #[test]
    fn a_reply_names_what_it_answers() {
        let post = post(json!({
            "type": 19,
            "message_reference": {"message_id": "90"},
            "referenced_message": {"id": "90", "author": {"id": "22", "username": "ben"}},
        }));
        let reply = Reply {
            to: MessageId::new(90),
            author: Some(UserId::new(22)),
        };
        assert_eq!(post.unwrap().reply, Some(reply));
    }

    #[test]
    fn roles_and_everybody_are_pinged_as_groups() {
        let roles = json!({"mention_roles": ["5", "6"], "mention_everyone": true});
        let [five, six] = [5, 6].map(|role| Group::Role(RoleId::new(role)));
        let everyone = Group::Everyone(ServerId::new(1));
        assert_eq!(post(roles.clone()).unwrap().groups, [five, six, everyone]);
        let text = message(roles);
        let frame: MessageFrame<'_> = serde_json::from_str(&text).unwrap();
        let thread = Place {
            parent: Some(ChannelId::new(31)),
            ..place()
        };
        assert_eq!(TRANSLATOR.post_at(&frame, thread).groups, [five, six]);
    }

    #[test]
    fn a_reply_to_a_deleted_message_answers_whom_it_mentions_without_naming_them() {
        let answered = |content: &str, mentions: &[u64]| {
            let user = |id: &u64| json!({"id": id.to_string(), "username": "somebody"});
            let mentions: Vec<_> = mentions.iter().map(user).collect();
            let post = post(json!({
                "type": 19, "message_reference": {"message_id": "90"}, "referenced_message": null,
                "content": content, "mentions": mentions,
            }));
            let reply = post.unwrap().reply.unwrap();
            assert_eq!(reply.to, MessageId::new(90));
            reply.author.map(UserId::get)
        };
        assert_eq!(answered("it is up again", &[22]), Some(22));
        assert_eq!(answered("<@23> it is up again", &[22, 23]), Some(22));
        assert_eq!(answered("<@!23> it is up again", &[23]), None);
        assert_eq!(answered("it is up again", &[]), None);
        assert_eq!(answered("it is up again", &[22, 23]), None);
    }

    #[test]
    fn what_was_edited_is_found_as_written_and_as_edited() {
        let found = |changes| {
            let text = message(changes);
            let frame: MessageFrame<'_> = serde_json::from_str(&text).unwrap();
            TRANSLATOR.found(&frame, place())
        };
        let as_written = found(json!({}));
        assert!(
            matches!(&as_written[..], [Event::Posted(post)] if post.mentions.len() == 1),
            "{as_written:?}"
        );
        let edited = found(json!({"edited_timestamp": "2026-03-02T06:00:00Z"}));
        assert!(
            matches!(&edited[..], [Event::Posted(posted), Event::Edited(edited)]
                if posted.mentions.is_empty() && edited.mentions.len() == 1),
            "{edited:?}"
        );
        assert_eq!(found(json!({"type": 7})), []);
    }

    #[test]
    fn text_is_read_only_with_the_intent() {
        assert_eq!(post(json!({})).unwrap().text, None);
        assert_eq!(post(json!({"content": "<@900> hi"})).unwrap().text, None);
        let text = message(json!({}));
        let frame: MessageFrame<'_> = serde_json::from_str(&text).unwrap();
        let readable = Translator {
            content: MessageContent::Readable,
            ..TRANSLATOR
        };
        assert_eq!(readable.text(&frame.content), Some(String::new()));
    }

    #[test]
    fn what_is_said_to_adagio_is_a_wish_even_without_the_intent() {
        let said = json!({
            "type": 19, "content": "<@900> later",
            "mentions": [{"id": "900", "username": "adagio"}, {"id": "22", "username": "ben", "member": {"nick": "Ben"}}],
            "message_reference": {"message_id": "90"},
            "referenced_message": {
                "id": "90", "author": {"id": "22", "username": "ben"}, "content": "",
                "edited_timestamp": null, "mentions": [],
            },
        });
        let about = About {
            message: MessageId::new(90),
            author: UserId::new(22),
            author_name: "Ben".to_owned(),
            mentions: Vec::new(),
            text: None,
            edited_at: None,
        };
        let wish = Wish {
            word: Word::Later,
            about: Some(about),
        };
        assert_eq!(post(said.clone()).unwrap().wish.as_deref(), Some(&wish));
        let mut of_a_bot = said.clone();
        of_a_bot["author"] = json!({"id": "30", "username": "echo", "bot": true});
        let mut of_a_webhook = said;
        of_a_webhook["webhook_id"] = json!("5");
        for changes in [json!({"content": "<@900> later"}), of_a_bot, of_a_webhook] {
            assert_eq!(post(changes).unwrap().wish, None);
        }
    }

    #[test]
    fn what_adagio_or_discord_wrote_is_no_event() {
        let own = json!({"author": {"id": "900", "username": "adagio"}});
        let own_webhook = json!({"webhook_id": "5", "application_id": "901"});
        let joined = json!({"type": 7});
        for changes in [own, own_webhook, joined] {
            assert_eq!(post(changes), None);
        }
        assert!(post(json!({"webhook_id": "5", "application_id": "7"})).is_some());
    }

    #[test]
    fn only_the_check_mark_settles() {
        let reaction = |emoji: Value| {
            let text = json!({
                "user_id": "22", "message_id": "100", "guild_id": "1", "emoji": emoji,
                "message_author_id": "21",
            })
            .to_string();
            let frame: ReactionFrame<'_> = serde_json::from_str(&text).unwrap();
            TRANSLATOR
                .reaction(&frame, Turn::Added, DateTime::UNIX_EPOCH)
                .is_some()
        };
        assert!(reaction(json!({"id": null, "name": "✅"})));
        assert!(!reaction(json!({"id": null, "name": "👍"})));
        assert!(!reaction(json!({"id": "77", "name": "✅"})));
    }
}
