//! A letter as Discord takes it.
//!
//! No body leaves without `allowed_mentions: {"parse": []}`: what it quotes pings nobody, on create and on
//! edit. Letters are written within Discord's limits (facts §3); here they are held to them once more,
//! because a digest that is refused for its length would never arrive.

mod embeds;

use serde::Serialize;
use serde_json::Value;
use serenity::all::{
    ButtonStyle, ChannelId as SerenityChannelId, ChannelType, CreateActionRow,
    CreateAllowedMentions, CreateButton, CreateEmbed, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption, MessageFlags, RoleId as SerenityRoleId,
};

use crate::discord::http::File;
use crate::domain::ids::{ChannelId, MessageId};
use crate::domain::letter::{
    Button, ChannelSelect, Choice, Does, Letter, Look, Offers, Push, RoleSelect, Row, Select, State,
};

/// Characters of a message (facts §3).
const TEXT: usize = 2_000;
/// Rows, buttons in a row and options in a select (facts §3).
const ROWS: usize = 5;
const BUTTONS: usize = 5;
const OPTIONS: usize = 25;
/// Characters of a button's or option's label and of a placeholder (facts §3).
const BUTTON_LABEL: usize = 80;
const OPTION_TEXT: usize = 100;
const PLACEHOLDER: usize = 150;

/// The message that a message answers; if it is gone, the message stands alone.
#[derive(Clone, Debug, Serialize)]
struct Reference {
    message_id: String,
    fail_if_not_exists: bool,
}

/// A file that goes with a message, by its place among them.
#[derive(Clone, Debug, Serialize)]
struct Attachment {
    id: String,
    filename: String,
    description: String,
}

/// The body of a message, edit or answer.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Body {
    content: String,
    embeds: Vec<CreateEmbed>,
    components: Vec<Value>,
    allowed_mentions: CreateAllowedMentions,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flags: Option<MessageFlags>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_reference: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enforce_nonce: Option<bool>,
}

impl Body {
    /// A message that is sent once, however often this nonce is tried (facts §13.30).
    pub(crate) fn message(letter: &Letter, nonce: String) -> Self {
        let flags = match letter.push {
            Push::Notify | Push::Mention(_) | Push::Call(_) => None,
            Push::Silent | Push::SilentMention(_) => Some(MessageFlags::SUPPRESS_NOTIFICATIONS),
        };
        Self {
            flags,
            allowed_mentions: match letter.push {
                Push::Mention(user) | Push::SilentMention(user) => {
                    CreateAllowedMentions::new().users([user.get().unsigned_abs()])
                }
                Push::Call(role) => CreateAllowedMentions::new().roles([role.get().unsigned_abs()]),
                Push::Notify | Push::Silent => CreateAllowedMentions::new(),
            },
            nonce: Some(nonce),
            enforce_nonce: Some(true),
            ..Self::edit(letter)
        }
    }

    /// The first message of a post in a forum, which takes no nonce (facts §4).
    pub(crate) fn post(letter: &Letter) -> Self {
        Self {
            nonce: None,
            enforce_nonce: None,
            ..Self::message(letter, String::new())
        }
    }

    /// The same as a reply: silent, and without previews of links, which its writer may not be allowed to show.
    pub(crate) fn answering(self, source: MessageId) -> Self {
        let reference = Reference {
            message_id: source.to_string(),
            fail_if_not_exists: false,
        };
        let flags = MessageFlags::SUPPRESS_NOTIFICATIONS | MessageFlags::SUPPRESS_EMBEDS;
        Self {
            flags: Some(flags),
            message_reference: Some(reference),
            ..self
        }
    }

    /// The same with what its files show in words.
    pub(crate) fn describing(self, files: &[File]) -> Self {
        let described = |(id, file): (usize, &File)| {
            let description = file.description.clone()?;
            Some(Attachment {
                id: id.to_string(),
                filename: file.name.clone(),
                description,
            })
        };
        Self {
            attachments: files.iter().enumerate().filter_map(described).collect(),
            ..self
        }
    }

    /// An answer that only the one who asked can see.
    pub(crate) fn ephemeral(letter: &Letter) -> Self {
        Self {
            flags: Some(MessageFlags::EPHEMERAL),
            ..Self::edit(letter)
        }
    }

    /// What replaces a message or an answer. How it notifies can't be changed any more (facts §3).
    pub(crate) fn edit(letter: &Letter) -> Self {
        Self {
            content: clamp(&letter.text, TEXT),
            embeds: embeds::embeds(&letter.sections),
            components: letter.rows.iter().take(ROWS).map(wire_row).collect(),
            allowed_mentions: CreateAllowedMentions::new(),
            attachments: Vec::new(),
            flags: None,
            message_reference: None,
            nonce: None,
            enforce_nonce: None,
        }
    }
}

/// A row as Discord documents it: serenity writes the ids of what is picked already as numbers.
fn wire_row(letters: &Row) -> Value {
    let mut wire = serde_json::to_value(row(letters)).unwrap_or_default();
    let controls = wire["components"].as_array_mut().into_iter().flatten();
    for picked in controls.filter_map(|control| control.get_mut("default_values")?.as_array_mut()) {
        for value in picked {
            let id = value["id"].to_string();
            value["id"] = id.into();
        }
    }
    wire
}

fn row(row: &Row) -> CreateActionRow {
    match row {
        Row::Buttons(buttons) => {
            CreateActionRow::Buttons(buttons.iter().take(BUTTONS).map(button).collect())
        }
        Row::Select(select) => CreateActionRow::SelectMenu(select_menu(select)),
        Row::Channels(channels) => CreateActionRow::SelectMenu(channel_menu(channels)),
        Row::Roles(roles) => CreateActionRow::SelectMenu(role_menu(roles)),
    }
}

fn button(button: &Button) -> CreateButton {
    let created = match &button.does {
        Does::Press(press) => CreateButton::new(press.to_string()).style(match button.look {
            Look::Primary => ButtonStyle::Primary,
            Look::Plain => ButtonStyle::Secondary,
            Look::Danger => ButtonStyle::Danger,
        }),
        Does::Open(address) => CreateButton::new_link(address),
    };
    created
        .label(clamp(&button.label, BUTTON_LABEL))
        .disabled(matches!(button.state, State::Disabled))
}

fn select_menu(select: &Select) -> CreateSelectMenu {
    let options = select.options.iter().take(OPTIONS).map(option).collect();
    CreateSelectMenu::new(
        select.press.to_string(),
        CreateSelectMenuKind::String { options },
    )
    .placeholder(clamp(&select.placeholder, PLACEHOLDER))
    .min_values(select.at_least)
    .max_values(select.at_most)
}

fn option(choice: &Choice) -> CreateSelectMenuOption {
    let option = CreateSelectMenuOption::new(clamp(&choice.label, OPTION_TEXT), &choice.value)
        .default_selection(choice.picked);
    match &choice.note {
        Some(note) => option.description(clamp(note, OPTION_TEXT)),
        None => option,
    }
}

fn channel_menu(select: &ChannelSelect) -> CreateSelectMenu {
    let default_channels = select
        .picked
        .and_then(serenity_channel)
        .map(|channel| vec![channel]);
    let kind = CreateSelectMenuKind::Channel {
        channel_types: match select.offers {
            Offers::All => None,
            Offers::Openable => Some(vec![ChannelType::Text, ChannelType::Forum]),
        },
        default_channels,
    };
    CreateSelectMenu::new(select.press.to_string(), kind)
        .placeholder(clamp(&select.placeholder, PLACEHOLDER))
}

fn role_menu(select: &RoleSelect) -> CreateSelectMenu {
    let picked = select
        .picked
        .and_then(|role| u64::try_from(role.get()).ok());
    let picked = picked.filter(|role| *role != 0).map(SerenityRoleId::new);
    let kind = CreateSelectMenuKind::Role {
        default_roles: picked.map(|role| vec![role]),
    };
    CreateSelectMenu::new(select.press.to_string(), kind)
        .placeholder(clamp(&select.placeholder, PLACEHOLDER))
        .min_values(0)
        .max_values(1)
}

/// serenity's ids can't be zero.
fn serenity_channel(channel: ChannelId) -> Option<SerenityChannelId> {
    let number = u64::try_from(channel.get()).ok()?;
    (number != 0).then(|| SerenityChannelId::new(number))
}

/// At most so many characters; what is cut off shows as `…`.
fn clamp(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let Some(kept) = most.checked_sub(1) else {
        return String::new();
    };
    text.chars().take(kept).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::ids::RoleId;
    use crate::domain::letter::{Press, Section, Verb};

    fn wire(body: &Body) -> Value {
        serde_json::to_value(body).unwrap()
    }

    fn letter() -> Letter {
        Letter {
            text: "2 wait for you.".into(),
            sections: vec![Section::titled("Acme".into(), "<#7>: hello".into())],
            rows: vec![Row::Buttons(vec![Button {
                label: "My hours".into(),
                does: Does::Press(Press::about(Verb::Hours, 128)),
                look: Look::Plain,
                state: State::Enabled,
            }])],
            push: Push::Notify,
        }
    }

    #[test]
    fn a_message_pings_nobody_and_is_sent_once() {
        let body = wire(&Body::message(&letter(), "d0".into()));
        assert_eq!(
            body,
            json!({
                "content": "2 wait for you.",
                "embeds": [{"type": "rich", "title": "Acme", "description": "<#7>: hello"}],
                "components": [{"type": 1, "components": [{
                    "type": 2, "style": 2, "custom_id": "a1:hours:3k",
                    "label": "My hours", "disabled": false,
                }]}],
                "allowed_mentions": {"parse": [], "users": [], "roles": []},
                "nonce": "d0",
                "enforce_nonce": true,
            })
        );
    }

    #[test]
    fn a_silent_letter_lights_up_no_phone() {
        let silent = Letter {
            push: Push::Silent,
            ..letter()
        };
        assert_eq!(wire(&Body::message(&silent, "d0".into()))["flags"], 1 << 12);
        assert_eq!(wire(&Body::ephemeral(&silent))["flags"], 1 << 6);
    }

    #[test]
    fn an_edit_takes_away_what_the_letter_no_longer_has() {
        let bare = Letter {
            text: "Done.".into(),
            ..Letter::default()
        };
        assert_eq!(
            wire(&Body::edit(&bare)),
            json!({
                "content": "Done.", "embeds": [], "components": [],
                "allowed_mentions": {"parse": [], "users": [], "roles": []},
            })
        );
    }

    #[test]
    fn what_is_picked_already_is_named_by_ids_as_text() {
        let letter = Letter {
            rows: vec![Row::Roles(RoleSelect {
                press: Press::about(Verb::StandupRole, 1),
                placeholder: "Who may join?".into(),
                picked: Some(RoleId::new(31)),
            })],
            ..Letter::default()
        };
        let select = &wire(&Body::edit(&letter))["components"][0]["components"][0];
        assert_eq!(
            select["default_values"],
            json!([{"id": "31", "type": "role"}])
        );
        assert_eq!(
            (&select["min_values"], &select["type"]),
            (&json!(0), &json!(6))
        );
    }

    #[test]
    fn nothing_is_longer_than_discord_takes() {
        let section = Section::titled("t".repeat(300), "b".repeat(5_000));
        let long = Letter {
            text: "ä".repeat(2_001),
            sections: vec![section; 12],
            ..Letter::default()
        };
        let body = wire(&Body::edit(&long));
        let length = |text: &Value| text.as_str().unwrap_or_default().chars().count();
        assert_eq!(length(&body["content"]), 2_000);
        let embeds = body["embeds"].as_array().unwrap();
        let total: usize = embeds
            .iter()
            .map(|e| length(&e["title"]) + length(&e["description"]))
            .sum();
        assert_eq!(total, 6_000);
        assert!(embeds.len() <= 10);
    }
}
