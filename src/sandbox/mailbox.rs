//! What arrived, read from the direct messages that the simulator saw, as the person would read them.
//!
//! A digest's items are its jump links; the line that says [`SEEN`] only counts, and what [answers](ANSWER) a question is no
//! ping. A long digest has
//! a button [`LATER`], which is pressed until it is gone or grey.

use chrono::{DateTime, Utc};
use discord_sim::{CommandRefusal, GuildId, MessageId, Person, SeenMessage, Simulator};

use super::ledger::PersonNo;

/// What the collapsed line of a digest says first.
const SEEN: &str = "Probably seen, because you wrote there since:";

/// What a line says of an answer to the reader's own question.
const ANSWER: &str = "** answered your question · ";

/// What is written on the button to the next page.
const LATER: &str = "Later page";

/// A digest (or an inbox) as it was read, page by page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    pub person: PersonNo,
    pub at: DateTime<Utc>,
    /// The messages that it links to, as often as it does.
    pub links: Vec<MessageId>,
    /// How many more it counts as seen.
    pub seen: usize,
}

/// What one page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub links: Vec<MessageId>,
    pub seen: usize,
}

/// Reads a message from its first page to its last.
///
/// # Errors
/// If a page can't be turned.
pub(super) async fn read_through(
    sim: &Simulator,
    guild: GuildId,
    reader: &Person,
    message: SeenMessage,
) -> Result<Page, CommandRefusal> {
    let id = message.id;
    let mut whole = Page::default();
    let mut shown = Some(message);
    while let Some(message) = shown {
        let page = read(&message, guild);
        whole.links.extend(page.links);
        whole.seen += page.seen;
        let buttons = message.buttons().into_iter();
        let later = buttons.filter(|button| button.label == LATER && !button.disabled);
        let Some(button) = later.filter_map(|button| button.custom_id).next() else {
            break;
        };
        reader.click(id, &button).await?.settled().await?;
        shown = sim.message(id);
    }
    Ok(whole)
}

/// What this page of a message says about `guild`.
pub(super) fn read(message: &SeenMessage, guild: GuildId) -> Page {
    let mut page = Page::default();
    // A quoted line is what people wrote, and proves nothing.
    for line in message
        .text()
        .lines()
        .filter(|line| !line.starts_with("> ") && !line.contains(ANSWER))
    {
        match line.split_once(SEEN) {
            Some((_, places)) => page.seen += counts(places),
            None => page.links.extend(links(line, guild)),
        }
    }
    page
}

/// The messages of a guild that a line links to.
fn links(line: &str, guild: GuildId) -> impl Iterator<Item = MessageId> {
    let prefix = format!("discord.com/channels/{guild}/");
    let after: Vec<_> = line.split(&prefix).skip(1).map(str::to_owned).collect();
    after.into_iter().filter_map(|rest| {
        let (_, message) = rest.split_once('/')?;
        let digits = message
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(message.len());
        message[..digits].parse().ok()
    })
}

/// The sum of the counts in `<#1> (2, [Open](…)), <#3> (1, [Open](…))`.
fn counts(places: &str) -> usize {
    let counted = places
        .split('(')
        .filter_map(|part| part.split_once(',')?.0.parse::<usize>().ok());
    counted.sum()
}

#[cfg(test)]
mod tests {
    use discord_sim::{ChannelId, UserId};

    use super::*;

    const ACME: GuildId = GuildId::new(7);

    fn message(content: &str) -> SeenMessage {
        SeenMessage {
            id: MessageId::new(1),
            channel: ChannelId::new(2),
            author: UserId::new(3),
            content: content.to_owned(),
            embeds: Vec::new(),
            components: Vec::new(),
            flags: 0,
            mentions: Vec::new(),
            mention_roles: Vec::new(),
            mention_everyone: false,
            reply_to: None,
            reactions: Vec::new(),
            attachments: Vec::new(),
            created_at: DateTime::UNIX_EPOCH,
            edited_at: None,
            pinned: false,
        }
    }

    #[test]
    fn items_are_links_and_the_seen_line_only_counts() {
        let page = read(
            &message(
                "2 wait for you.\n\
                 `1` **ana** · [Open](https://discord.com/channels/7/8/11)\n\
                 `2` **tom** · [Open](https://discord.com/channels/7/8/12)\n\
                 > see https://discord.com/channels/7/8/14\n\
                 `3` **li** answered your question · [Open](https://discord.com/channels/7/8/15)\n\
                 elsewhere: [Open](https://discord.com/channels/9/8/13)\n\
                 Probably seen, because you wrote there since: <#8> (2, [Open](https://discord.com/channels/7/8/9)), \
                 <#5> (1, [Open](https://discord.com/channels/7/5/9))",
            ),
            ACME,
        );
        let links = [11, 12].map(MessageId::new).to_vec();
        assert_eq!(page, Page { links, seen: 3 });
    }
}
