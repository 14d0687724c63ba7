//! Tells Discord which commands there are, only when the set has changed since the last time.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use anyhow::Context as _;
use serenity::all::{
    CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext,
    InteractionContext, Permissions,
};

use super::commands::{self, option};
use super::http::Http;
use crate::actions::Adagio;
use crate::actions::registration::{self, Registered};
use crate::config::presets;
use crate::domain::escape::TOLD;
use crate::domain::standup::Format;
use crate::wording::Tongue;
use crate::wording::commands::{Described, description, format_name};

/// The most characters of an option: more is no time and no city.
const LONGEST_OPTION: u16 = 100;

/// The most characters that can be told: what is kept of them.
#[expect(clippy::cast_possible_truncation, reason = "500 fits")]
const LONGEST_TOLD: u16 = TOLD as u16;

/// Registers the commands of this application, unless Discord knows just this set.
///
/// # Errors
/// If Discord or the database can't be reached.
pub(crate) async fn register(adagio: &Adagio, http: &Http, application: i64) -> anyhow::Result<()> {
    let commands = all(&Tongue::english());
    let written = serde_json::to_string(&commands).context("write the commands")?;
    let fingerprint = format!("{application}:{:016x}", hash(&written));
    if registration::look(adagio, &fingerprint).await? == Registered::Already {
        return Ok(());
    }
    http.put_commands(application, &commands)
        .await
        .context("register the commands")?;
    registration::note(adagio, &fingerprint).await
}

/// Two sets with the same hash are the same; another hash in another version only registers once more.
fn hash(written: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    written.hash(&mut hasher);
    hasher.finish()
}

/// Every command.
fn all(tongue: &Tongue) -> Vec<CreateCommand> {
    let say = |of| description(tongue, of);
    let text = |name, of| {
        CreateCommandOption::new(CommandOptionType::String, name, say(of))
            .max_length(LONGEST_OPTION)
    };
    vec![
        personal(commands::HOURS, say(Described::Hours)).set_options(vec![
            text(option::ZONE, Described::HoursZone).set_autocomplete(true),
            text(option::DIGESTS, Described::HoursDigests),
        ]),
        personal(commands::QUIET, say(Described::Quiet)).set_options(vec![
            text(option::FROM, Described::QuietFrom).set_autocomplete(true),
            text(option::UNTIL, Described::QuietUntil),
            text(option::DAYS, Described::QuietDays),
        ]),
        personal(commands::INBOX, say(Described::Inbox)),
        of_servers(commands::TELL)
            .description(say(Described::Tell))
            .set_options(vec![
                CreateCommandOption::new(
                    CommandOptionType::User,
                    option::WHO,
                    say(Described::TellWho),
                )
                .required(true),
                CreateCommandOption::new(
                    CommandOptionType::String,
                    option::MESSAGE,
                    say(Described::TellMessage),
                )
                .max_length(LONGEST_TOLD)
                .required(true),
            ]),
        personal(commands::PRIVACY, say(Described::Privacy)),
        personal(commands::HELP, say(Described::Help)),
        of_servers(commands::ADAGIO)
            .description(say(Described::Adagio))
            .default_member_permissions(Permissions::MANAGE_GUILD)
            .add_option(subcommand(commands::SETUP, say(Described::Setup)))
            .add_option(standups(tongue)),
        of_servers(commands::STANDUP)
            .description(say(Described::Standups))
            .set_options(vec![
                subcommand(commands::ANSWER, say(Described::StandupAnswer)),
                subcommand(commands::SKIP, say(Described::StandupSkip)),
                subcommand(commands::JOIN, say(Described::StandupJoin)),
                subcommand(commands::LEAVE, say(Described::StandupLeave)),
                subcommand(commands::HISTORY, say(Described::StandupHistory)),
                subcommand(commands::EXPORT, say(Described::StandupExport))
                    .add_sub_option(formats(tongue)),
                subcommand(commands::SEARCH, say(Described::StandupSearch)).add_sub_option(
                    CreateCommandOption::new(
                        CommandOptionType::String,
                        option::WORDS,
                        say(Described::StandupWords),
                    )
                    .required(true)
                    .max_length(100),
                ),
            ]),
        of_servers(commands::WHY).kind(CommandType::Message),
        of_servers(commands::PUT).kind(CommandType::Message),
        of_servers(commands::SAVE).kind(CommandType::Message),
    ]
}

/// `/adagio standup …`
fn standups(tongue: &Tongue) -> CreateCommandOption {
    let say = |of| description(tongue, of);
    let template = CreateCommandOption::new(
        CommandOptionType::String,
        option::TEMPLATE,
        say(Described::StandupTemplate),
    );
    let template = presets().into_iter().fold(template, |template, name| {
        template.add_string_choice(name.clone(), name)
    });
    let group = CommandOptionType::SubCommandGroup;
    CreateCommandOption::new(group, commands::STANDUP, say(Described::Standup))
        .add_sub_option(
            subcommand(commands::NEW, say(Described::StandupNew)).add_sub_option(template),
        )
        .add_sub_option(subcommand(commands::LIST, say(Described::StandupList)))
}

/// What a file of answers may be.
fn formats(tongue: &Tongue) -> CreateCommandOption {
    let option = CreateCommandOption::new(
        CommandOptionType::String,
        option::FORMAT,
        description(tongue, Described::StandupFormat),
    );
    let offered = Format::ALL.into_iter();
    offered
        .fold(option, |option, format| {
            option.add_string_choice(format_name(tongue, format), format.word())
        })
        .required(true)
}

fn subcommand(name: &str, description: String) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::SubCommand, name, description)
}

/// A command that people use in servers and in the direct messages with Adagio.
fn personal(name: &str, description: String) -> CreateCommand {
    CreateCommand::new(name)
        .description(description)
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm])
}

/// A command that belongs to a server.
fn of_servers(name: &str) -> CreateCommand {
    CreateCommand::new(name)
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_description_fits_and_every_command_says_where_it_belongs() {
        let commands = serde_json::to_value(all(&Tongue::english())).unwrap();
        for command in commands.as_array().unwrap() {
            let options = command["options"].as_array().into_iter().flatten();
            for described in options.chain([command]) {
                let description = described["description"].as_str().unwrap_or_default();
                assert!(description.chars().count() <= 100, "{description}");
            }
            assert_eq!(command["integration_types"], serde_json::json!([0]));
            assert!(!command["contexts"].as_array().unwrap().is_empty());
        }
    }
}
