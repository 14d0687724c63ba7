//! An interaction in Adagio's own terms: who, where, when, and what they did.

use std::collections::HashMap;

use super::command::{self, Command, innermost, text};
use super::frame::{ChosenFrame, DataFrame, InteractionFrame, StandingFrame};
use super::powers::{self, Powers};
use super::submitted::{self, Submitted};
use crate::actions::preferences::Caller;
use crate::discord::http::InteractionToken;
use crate::domain::ids::{ChannelId, RoleId, ServerId, instant_of};
use crate::domain::letter::{Press, UnreadablePress};
use crate::domain::mode::Scope;
use crate::domain::refusal::Refusal;
use crate::domain::standup::Venue;
use crate::wording::Tongue;

/// Discord's kinds of interaction (facts §5).
const COMMAND: u8 = 2;
const COMPONENT: u8 = 3;
const AUTOCOMPLETE: u8 = 4;
const SUBMISSION: u8 = 5;

/// Discord's kind of channel for a category (facts §6).
const CATEGORY: u8 = 4;
/// And for one with text.
const TEXT: u8 = 0;
const FORUM: u8 = 15;

/// One interaction.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) token: InteractionToken,
    pub(crate) caller: Caller,
    /// How the caller is called here.
    pub(crate) name: String,
    /// Where their picture is.
    pub(crate) picture: String,
    /// The caller's language.
    pub(crate) tongue: Tongue,
    /// The server's language, for what everybody there will read.
    pub(crate) server_tongue: Tongue,
    /// Discord's name of it.
    pub(crate) server_locale: String,
    pub(crate) channel: ChannelId,
    /// The caller's roles in this server.
    pub(crate) roles: Vec<RoleId>,
    pub(crate) deed: Deed,
    powers: Powers,
}

/// What somebody did.
#[derive(Debug)]
pub(crate) enum Deed {
    Command(Command),
    Press(Pressed),
    Submit(Submitted),
    Typing(Typing),
}

/// A control that was used.
#[derive(Debug)]
pub(crate) struct Pressed {
    pub(crate) press: Result<Press, UnreadablePress>,
    values: Vec<String>,
    channels: HashMap<ChannelId, ChosenFrame>,
    shown: Option<String>,
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
        let powers = Powers::of(&frame);
        let nick = frame.member.as_ref().and_then(|member| member.nick.clone());
        let roles = frame.member.as_ref().map(|member| member.roles.iter());
        let roles = roles.into_iter().flatten().map(|role| role.0).collect();
        let own = frame
            .member
            .as_ref()
            .and_then(|member| member.avatar.clone());
        let user = frame.member.map(|member| member.user).or(frame.user)?;
        let server = frame.guild_id.map(|server| server.0);
        let picture = user.picture(server.zip(own.as_deref()));
        let locale = frame.locale;
        let tongue = Tongue::of(locale.as_deref().unwrap_or_default());
        Some(Self {
            token: InteractionToken {
                id: number,
                application: frame.application_id.0,
                token: frame.token,
            },
            caller: Caller {
                user: user.id.0,
                server,
                locale,
                now: instant_of(number),
            },
            name: user.name_with(nick.as_ref()).to_owned(),
            picture,
            tongue,
            server_tongue: Tongue::of(frame.guild_locale.as_deref().unwrap_or_default()),
            server_locale: frame.guild_locale.unwrap_or_default(),
            channel: frame.channel_id?.0,
            roles,
            deed: deed(frame.kind, frame.data, frame.message)?,
            powers,
        })
    }

    /// The server, for what belongs to one.
    pub(crate) fn server(&self) -> Result<ServerId, Refusal> {
        self.caller.server.ok_or(Refusal::ServerOnly)
    }

    /// The server, for those who may manage it: checked here too, whatever Discord lets through.
    pub(crate) fn managed_server(&self) -> Result<ServerId, Refusal> {
        let server = self.server()?;
        self.powers.manage().map(|()| server)
    }

    /// The channel, if Adagio may write into it.
    pub(crate) fn writable_channel(&self) -> Result<ChannelId, Refusal> {
        let channel = self.channel;
        self.powers.let_adagio_write(channel).map(|()| channel)
    }

    /// Whether the caller may read what was written in this channel before.
    pub(crate) fn looks_back(&self) -> Result<(), Refusal> {
        self.powers.let_caller_look_back(self.channel)
    }

    /// Whether the caller could write the next message in this channel themselves.
    pub(crate) fn speaks_here(&self) -> Result<(), Refusal> {
        self.powers.let_caller_write(self.channel, self.caller.now)
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

    /// The first block of text of the message that the control stands on.
    pub(crate) fn shown(&self) -> Option<&str> {
        self.shown.as_deref()
    }

    /// The channel or category that was chosen.
    pub(crate) fn scope(&self) -> Result<Scope, Refusal> {
        let channel: ChannelId = self.value()?;
        let chosen = self.channels.get(&channel);
        let is_category = chosen.is_some_and(|chosen| chosen.kind == CATEGORY);
        Ok(if is_category {
            Scope::Category(channel)
        } else {
            Scope::Channel(channel)
        })
    }

    /// The text channel or forum that was chosen, if Adagio may open stand-ups there.
    pub(crate) fn openable(&self) -> Result<(ChannelId, Venue), Refusal> {
        let channel: ChannelId = self.value()?;
        let chosen = self.channels.get(&channel);
        let venue = chosen.and_then(|chosen| match chosen.kind {
            TEXT => Some(Venue::Text),
            FORUM => Some(Venue::Forum(Vec::new())),
            _ => None,
        });
        let (chosen, venue) = chosen.zip(venue).ok_or(Refusal::CannotHold(channel))?;
        powers::let_adagio_open(chosen, channel, &venue).map(|()| (channel, venue))
    }
}

fn deed(kind: u8, data: DataFrame, standing: Option<StandingFrame>) -> Option<Deed> {
    match kind {
        COMMAND => Some(Deed::Command(command::read(data)?)),
        COMPONENT => Some(Deed::Press(pressed(data, standing)?)),
        AUTOCOMPLETE => Some(Deed::Typing(typing(data)?)),
        SUBMISSION => Some(Deed::Submit(submitted::read(data)?)),
        _ => None,
    }
}

fn pressed(data: DataFrame, standing: Option<StandingFrame>) -> Option<Pressed> {
    let embeds = standing.into_iter().flat_map(|message| message.embeds);
    let channels = data.resolved.channels.into_iter();
    let channels = channels.filter_map(|(id, chosen)| Some((id.parse().ok()?, chosen)));
    Some(Pressed {
        press: data.custom_id?.parse(),
        values: data.values,
        channels: channels.collect(),
        shown: embeds.filter_map(|embed| embed.description).next(),
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
    use crate::domain::ids::UserId;

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
            other.speaks_here(),
            Err(Refusal::MayNotSpeak(ChannelId::new(2)))
        );
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
