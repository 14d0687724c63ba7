//! A command that was used: its name, its options, and what it was opened on.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::frame::{DataFrame, OptionFrame, ResolvedFrame};
use crate::domain::event::Mention;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::telling::{Account, Addressee, Presence};

/// A command with its options; a subcommand's name follows its command's: "adagio setup".
#[derive(Debug)]
pub(crate) struct Command {
    pub(crate) name: String,
    options: HashMap<String, String>,
    /// Who was chosen for an option.
    people: HashMap<UserId, Addressee>,
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
    /// Who is meant by it: mentioned or answered, neither its author nor a bot.
    pub(crate) people: Vec<UserId>,
    pub(crate) edited_at: Option<DateTime<Utc>>,
}

impl Command {
    /// What was typed for an option.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        self.options.get(name).map(String::as_str)
    }

    /// Who was chosen for an option.
    pub(crate) fn person(&self, name: &str) -> Option<&Addressee> {
        self.people.get(&self.option(name)?.parse().ok()?)
    }
}

pub(super) fn read(data: DataFrame) -> Option<Command> {
    let target = data
        .target_id
        .and_then(|message| target(&data.resolved, message.0));
    let people = people(&data.resolved);
    let (name, options) = innermost(data.name?, data.options);
    let options = options
        .into_iter()
        .filter_map(|option| Some((option.name, text(option.value?))))
        .collect();
    Some(Command {
        name,
        options,
        people,
        target,
    })
}

fn target(resolved: &ResolvedFrame, message: MessageId) -> Option<Target> {
    let told = resolved.messages.get(&message.to_string())?;
    let author = told.author.id.0;
    let answered = told.referenced_message.as_deref();
    let answered = answered.map(|answered| &answered.author);
    let people = told.mentions.iter().chain(answered);
    let mut people: Vec<UserId> = people
        .filter(|person| !person.bot && person.id.0 != author)
        .map(|person| person.id.0)
        .collect();
    people.sort_unstable();
    people.dedup();
    let mentions = told.mentions.iter().map(|named| Mention {
        user: named.id.0,
        name: named.name_with(None).to_owned(),
    });
    Some(Target {
        message,
        author,
        author_name: told.author.name_with(None).to_owned(),
        text: (!told.content.is_empty()).then(|| told.content.clone()),
        mentions: mentions.collect(),
        people,
        edited_at: told.edited_timestamp,
    })
}

fn people(resolved: &ResolvedFrame) -> HashMap<UserId, Addressee> {
    let users = resolved.users.iter().map(|(id, user)| {
        let member = resolved.members.get(id);
        let person = Addressee {
            user: user.id.0,
            name: user
                .name_with(member.and_then(|member| member.nick.as_ref()))
                .to_owned(),
            account: if user.bot {
                Account::Bot
            } else {
                Account::Person
            },
            presence: member.map_or(Presence::Elsewhere, |_| Presence::Here),
        };
        (user.id.0, person)
    });
    users.collect()
}

/// A subcommand stands in the options as one without a value (facts §5).
pub(super) fn innermost(name: String, mut options: Vec<OptionFrame>) -> (String, Vec<OptionFrame>) {
    match options.pop_if(|option| option.value.is_none()) {
        Some(sub) => innermost(format!("{name} {}", sub.name), sub.options),
        None => (name, options),
    }
}

pub(super) fn text(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}
