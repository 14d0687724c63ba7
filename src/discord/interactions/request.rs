//! An interaction in Adagio's own terms: who, where, when, and what they did.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::frame::{DataFrame, InteractionFrame, OptionFrame};
use super::submitted::{self, Submitted};
use crate::actions::preferences::Caller;
use crate::discord::http::InteractionToken;
use crate::domain::event::Mention;
use crate::domain::ids::{ChannelId, MessageId, RoleId, ServerId, UserId, instant_of};
use crate::domain::letter::{Press, UnreadablePress};
use crate::domain::mode::Scope;
use crate::domain::refusal::Refusal;
use crate::wording::Tongue;

/// Discord's kinds of interaction (facts §5).
const COMMAND: u8 = 2;
const COMPONENT: u8 = 3;
const AUTOCOMPLETE: u8 = 4;
const SUBMISSION: u8 = 5;

/// Discord's kinds of channel: a category, and threads (facts §6).
const CATEGORY: u8 = 4;
const THREADS: [u8; 3] = [10, 11, 12];

/// Permissions (facts §9).
const ADMINISTRATOR: u64 = 1 << 3;
const MANAGE_SERVER: u64 = 1 << 5;
const VIEW_CHANNEL: u64 = 1 << 10;
const SEND_MESSAGES: u64 = 1 << 11;
const SEND_IN_THREADS: u64 = 1 << 38;

/// One interaction.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) token: InteractionToken,
    pub(crate) caller: Caller,
    /// The caller's language.
    pub(crate) tongue: Tongue,
    /// The server's language, for what everybody there will read.
    pub(crate) server_tongue: Tongue,
    pub(crate) channel: ChannelId,
    /// The caller's roles in this server.
    pub(crate) roles: Vec<RoleId>,
    pub(crate) deed: Deed,
    powers: u64,
    own_powers: u64,
    own_need: u64,
}

/// What somebody did.
#[derive(Debug)]
pub(crate) enum Deed {
    Command(Command),
    Press(Pressed),
    Submit(Submitted),
    Typing(Typing),
}

/// A command with its options; a subcommand's name follows its command's: "adagio setup".
#[derive(Debug)]
pub(crate) struct Command {
    pub(crate) name: String,
    options: HashMap<String, String>,
    /// For a message's menu.
    pub(crate) target: Option<Target>,
}

/// The message that a menu was opened on.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) message: MessageId,
    pub(crate) author: UserId,
    pub(crate) author_name: String,
    /// `None`: it has no words, or none that are told.
    pub(crate) text: Option<String>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) edited_at: Option<DateTime<Utc>>,
}

/// A control that was used.
#[derive(Debug)]
pub(crate) struct Pressed {
    pub(crate) press: Result<Press, UnreadablePress>,
    values: Vec<String>,
    categories: Vec<ChannelId>,
}

/// Somebody types an option.
#[derive(Debug)]
pub(crate) struct Typing {
    pub(crate) command: String,
    pub(crate) option: String,
    pub(crate) text: String,
}

impl Request {
    /// Reads an interaction. `None`: of a kind that Adagio doesn't offer, or without a person.
    pub(super) fn of(frame: InteractionFrame) -> Option<Self> {
        let number = frame.id.0;
        let powers = frame
            .member
            .as_ref()
            .map_or(0, |member| member.permissions.0);
        let roles = frame.member.as_ref().map(|member| member.roles.iter());
        let roles = roles.into_iter().flatten().map(|role| role.0).collect();
        let user = frame.member.map(|member| member.user).or(frame.user)?.id.0;
        let in_thread = frame
            .channel
            .is_some_and(|channel| THREADS.contains(&channel.kind));
        let locale = frame.locale;
        let tongue = Tongue::of(locale.as_deref().unwrap_or_default());
        Some(Self {
            token: InteractionToken {
                id: number,
                application: frame.application_id.0,
                token: frame.token,
            },
            caller: Caller {
                user,
                server: frame.guild_id.map(|server| server.0),
                locale,
                now: instant_of(number),
            },
            tongue,
            server_tongue: Tongue::of(frame.guild_locale.as_deref().unwrap_or_default()),
            channel: frame.channel_id?.0,
            roles,
            deed: deed(frame.kind, frame.data)?,
            powers,
            own_powers: frame.app_permissions.map_or(0, |permissions| permissions.0),
            own_need: VIEW_CHANNEL
                | if in_thread {
                    SEND_IN_THREADS
                } else {
                    SEND_MESSAGES
                },
        })
    }

    /// The server, for what belongs to one.
    pub(crate) fn server(&self) -> Result<ServerId, Refusal> {
        self.caller.server.ok_or(Refusal::ServerOnly)
    }

    /// The server, for those who may manage it: checked here too, whatever Discord lets through.
    pub(crate) fn managed_server(&self) -> Result<ServerId, Refusal> {
        let server = self.server()?;
        let manages = self.powers & (ADMINISTRATOR | MANAGE_SERVER) != 0;
        if manages {
            Ok(server)
        } else {
            Err(Refusal::NotManager)
        }
    }

    /// The channel, if Adagio may write into it.
    pub(crate) fn writable_channel(&self) -> Result<ChannelId, Refusal> {
        let may_all = self.own_powers & ADMINISTRATOR != 0;
        let may = may_all || self.own_powers & self.own_need == self.own_need;
        if may {
            Ok(self.channel)
        } else {
            Err(Refusal::CannotWrite(self.channel))
        }
    }
}

impl Command {
    /// What was typed for an option.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        self.options.get(name).map(String::as_str)
    }
}

impl Pressed {
    /// The one value that was chosen.
    pub(crate) fn value<T: std::str::FromStr>(&self) -> Result<T, Refusal> {
        self.values
            .first()
            .and_then(|value| value.parse().ok())
            .ok_or(Refusal::OldControl)
    }

    /// Every value that was chosen.
    pub(crate) fn values<T: std::str::FromStr>(&self) -> Result<Vec<T>, Refusal> {
        let parsed: Result<Vec<T>, _> = self.values.iter().map(|value| value.parse()).collect();
        parsed.map_err(|_| Refusal::OldControl)
    }

    /// The channel or category that was chosen.
    pub(crate) fn scope(&self) -> Result<Scope, Refusal> {
        let channel: ChannelId = self.value()?;
        let is_category = self.categories.contains(&channel);
        Ok(if is_category {
            Scope::Category(channel)
        } else {
            Scope::Channel(channel)
        })
    }
}

fn deed(kind: u8, data: DataFrame) -> Option<Deed> {
    match kind {
        COMMAND => Some(Deed::Command(command(data)?)),
        COMPONENT => Some(Deed::Press(pressed(data)?)),
        AUTOCOMPLETE => Some(Deed::Typing(typing(data)?)),
        SUBMISSION => Some(Deed::Submit(submitted::read(data)?)),
        _ => None,
    }
}

fn command(data: DataFrame) -> Option<Command> {
    let target = data.target_id.and_then(|message| {
        let told = data.resolved.messages.get(&message.0.to_string())?;
        let mentions = told.mentions.iter().map(|named| Mention {
            user: named.id.0,
            name: named.name().to_owned(),
        });
        Some(Target {
            message: message.0,
            author: told.author.id.0,
            author_name: told.author.name().to_owned(),
            text: (!told.content.is_empty()).then(|| told.content.clone()),
            mentions: mentions.collect(),
            edited_at: told.edited_timestamp,
        })
    });
    let (name, options) = innermost(data.name?, data.options);
    let options = options
        .into_iter()
        .filter_map(|option| Some((option.name, text(option.value?))))
        .collect();
    Some(Command {
        name,
        options,
        target,
    })
}

/// A subcommand stands in the options as one without a value (facts §5).
fn innermost(name: String, mut options: Vec<OptionFrame>) -> (String, Vec<OptionFrame>) {
    match options.pop_if(|option| option.value.is_none()) {
        Some(sub) => innermost(format!("{name} {}", sub.name), sub.options),
        None => (name, options),
    }
}

fn text(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

fn pressed(data: DataFrame) -> Option<Pressed> {
    let channels = data
        .resolved
        .channels
        .iter()
        .filter(|(_, channel)| channel.kind == CATEGORY);
    Some(Pressed {
        press: data.custom_id?.parse(),
        values: data.values,
        categories: channels.filter_map(|(id, _)| id.parse().ok()).collect(),
    })
}

fn typing(data: DataFrame) -> Option<Typing> {
    let (command, options) = innermost(data.name?, data.options);
    let option = options.into_iter().find(|option| option.focused)?;
    Some(Typing {
        command,
        option: option.name,
        text: option.value.map(text).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(mut specifics: serde_json::Value) -> Request {
        let mut interaction = json!({
            "id": "175928847299117063", "application_id": "7", "token": "t", "guild_id": "1",
            "channel_id": "2", "channel": {"id": "2", "type": 0}, "locale": "de", "version": 1,
            "member": {"user": {"id": "5", "username": "ana"}, "permissions": "32"},
            "app_permissions": "3072",
        });
        let object = interaction.as_object_mut().unwrap();
        object.append(specifics.as_object_mut().unwrap());
        Request::of(serde_json::from_value(interaction).unwrap()).unwrap()
    }

    #[test]
    fn a_subcommand_is_named_after_its_command() {
        let request = request(
            json!({"type": 2, "data": {"id": "9", "name": "adagio", "options": [
                {"type": 1, "name": "setup", "options": [{"type": 3, "name": "x", "value": "y"}]}
            ]}}),
        );
        let Deed::Command(command) = request.deed else {
            panic!("a command")
        };
        assert_eq!(
            (command.name.as_str(), command.option("x")),
            ("adagio setup", Some("y"))
        );
    }

    #[test]
    fn now_is_the_time_in_the_interactions_id() {
        let request = request(json!({"type": 2, "data": {"name": "help"}}));
        assert_eq!(
            request.caller.now.to_rfc3339(),
            "2016-04-30T11:18:25.796+00:00"
        );
        assert_eq!(
            (request.caller.user, request.channel),
            (UserId::new(5), ChannelId::new(2))
        );
    }

    #[test]
    fn rights_are_checked_on_our_side_too() {
        let data = json!({"name": "adagio"});
        let manager = request(json!({"type": 2, "data": data}));
        assert!(manager.managed_server().is_ok() && manager.writable_channel().is_ok());
        let member = json!({"user": {"id": "5"}, "permissions": "1024"});
        let other =
            request(json!({"type": 2, "data": data, "member": member, "app_permissions": "1024"}));
        assert_eq!(other.managed_server(), Err(Refusal::NotManager));
        assert_eq!(
            other.writable_channel(),
            Err(Refusal::CannotWrite(ChannelId::new(2)))
        );
    }

    #[test]
    fn a_press_has_its_values_and_an_old_one_is_known_as_such() {
        let data = json!({"custom_id": "a1:cpick:0", "component_type": 8, "values": ["44"],
            "resolved": {"channels": {"44": {"id": "44", "type": 4}}}});
        let Deed::Press(pressed) = request(json!({"type": 3, "data": data})).deed else {
            panic!("a press")
        };
        assert_eq!(pressed.scope(), Ok(Scope::Category(ChannelId::new(44))));
        let data = json!({"custom_id": "a0:gone:0", "component_type": 2});
        let Deed::Press(pressed) = request(json!({"type": 3, "data": data})).deed else {
            panic!("a press")
        };
        assert_eq!(pressed.press, Err(UnreadablePress::OtherVersion));
        assert_eq!(pressed.value::<i64>(), Err(Refusal::OldControl));
    }
}
