//! A message as somebody sees it now.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use crate::{ChannelId, MessageId, RoleId, UserId};

/// A message: a copy, taken when it was asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeenMessage {
    /// Its id.
    pub id: MessageId,
    /// Where it is.
    pub channel: ChannelId,
    /// Who wrote it.
    pub author: UserId,
    /// Its text, raw.
    pub content: String,
    /// Its embeds, as Discord's JSON.
    pub embeds: Vec<Value>,
    /// Its components, as Discord's JSON.
    pub components: Vec<Value>,
    /// Discord's message flags (`1 << 6` ephemeral, `1 << 12` no notifications, `1 << 15` Components V2).
    pub flags: u64,
    /// People whose mention counted.
    pub mentions: Vec<UserId>,
    /// Roles whose mention counted.
    pub mention_roles: Vec<RoleId>,
    /// Whether @everyone or @here counted.
    pub mention_everyone: bool,
    /// The message that it answers.
    pub reply_to: Option<MessageId>,
    /// Its reactions, in order of first use.
    pub reactions: Vec<Reaction>,
    /// Names of its files.
    pub attachments: Vec<String>,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When it was last edited.
    pub edited_at: Option<DateTime<Utc>>,
    /// Whether it is pinned.
    pub pinned: bool,
}

/// One emoji under a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reaction {
    /// The emoji: itself, or `name:id` of a custom one.
    pub emoji: String,
    /// Who.
    pub users: Vec<UserId>,
}

/// A button that can be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Button {
    /// What is written on it (empty for an emoji alone).
    pub label: String,
    /// What the bot gets; `None` for a link.
    pub custom_id: Option<String>,
    /// Where a link leads.
    pub url: Option<String>,
    /// Whether it is greyed out.
    pub disabled: bool,
}

/// A select menu that can be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Select {
    /// What the bot gets.
    pub custom_id: String,
    /// Label and value of each option (string selects).
    pub options: Vec<(String, String)>,
    /// Whether it is greyed out.
    pub disabled: bool,
}

impl SeenMessage {
    /// All text that can be seen: content, embeds (author, title, description, fields, footer), text displays, button labels,
    /// placeholders; a line each.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        if !self.content.is_empty() {
            lines.push(self.content.clone());
        }
        for embed in &self.embeds {
            let at = |path: &str| {
                embed
                    .pointer(path)
                    .and_then(Value::as_str)
                    .map(str::to_owned)
            };
            lines.extend(
                [at("/author/name"), at("/title"), at("/description")]
                    .into_iter()
                    .flatten(),
            );
            for field in embed["fields"].as_array().into_iter().flatten() {
                lines.extend(
                    ["name", "value"]
                        .iter()
                        .filter_map(|key| field[*key].as_str().map(str::to_owned)),
                );
            }
            lines.extend(at("/footer/text"));
        }
        each_component(&self.components, &mut |component| {
            for key in ["content", "label", "placeholder"] {
                lines.extend(component[key].as_str().map(str::to_owned));
            }
        });
        lines.join("\n")
    }

    /// Its buttons, from top to bottom.
    #[must_use]
    pub fn buttons(&self) -> Vec<Button> {
        let mut found = Vec::new();
        each_component(&self.components, &mut |component| {
            if component["type"] == 2 {
                let text = |key: &str| component[key].as_str().map(str::to_owned);
                found.push(Button {
                    label: text("label").unwrap_or_default(),
                    custom_id: text("custom_id"),
                    url: text("url"),
                    disabled: component["disabled"] == true,
                });
            }
        });
        found
    }

    /// Its select menus, from top to bottom.
    #[must_use]
    pub fn selects(&self) -> Vec<Select> {
        let mut found = Vec::new();
        each_component(&self.components, &mut |component| {
            if let (Some(3 | 5..=8), Some(custom_id)) =
                (component["type"].as_u64(), component["custom_id"].as_str())
            {
                let options = component["options"].as_array().into_iter().flatten();
                let text =
                    |option: &Value, key: &str| option[key].as_str().unwrap_or_default().to_owned();
                found.push(Select {
                    custom_id: custom_id.to_owned(),
                    options: options
                        .map(|o| (text(o, "label"), text(o, "value")))
                        .collect(),
                    disabled: component["disabled"] == true,
                });
            }
        });
        found
    }
}

/// Visits each component, nested ones too, from top to bottom.
pub(crate) fn each_component(components: &[Value], visit: &mut impl FnMut(&Value)) {
    for component in components {
        visit(component);
        if let Some(inner) = component["components"].as_array() {
            each_component(inner, visit);
        }
        for key in ["accessory", "component"] {
            if component[key].is_object() {
                each_component(std::slice::from_ref(&component[key]), visit);
            }
        }
    }
}
