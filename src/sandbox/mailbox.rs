//! What arrived, read from the direct messages that the simulator saw, as the person would read them.
//!
//! A digest's items are its jump links, and the marked words that were told; the line that says [`SEEN`] only counts.
//! A long digest has a button [`LATER`], which is pressed until it is gone or grey.

use chrono::{DateTime, Utc};
use discord_sim::{GuildId, MessageId, SeenMessage};

use super::clicks::Reader;
use super::ledger::PersonNo;
use super::promise::{Item, Mark, Subject};

/// What the collapsed line of a digest says first.
const SEEN: &str = "Probably seen, because you wrote there since:";

/// What is written on the button to the next page.
const LATER: &str = "Later page";

/// How the first line ends that counts what settled itself: "9 settled themselves."
const SETTLED: [&str; 2] = [" settled itself.", " settled themselves."];

/// What stands before the words of an item.
pub(super) const QUOTE: &str = "> ";

/// A digest (or an inbox) as it was read, page by page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    pub person: PersonNo,
    pub at: DateTime<Utc>,
    /// What stands in it, as often as it does.
    pub items: Vec<Item>,
    /// How many more it counts as seen.
    pub seen: usize,
    /// How many it says have settled themselves.
    pub settled: usize,
}

/// What a page says, or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub items: Vec<Item>,
    pub seen: usize,
    pub settled: usize,
}

/// Reads a message from its first page to its last.
///
/// # Errors
/// If a page can't be turned.
pub(super) async fn read_through(
    reader: Reader<'_>,
    guild: GuildId,
    message: SeenMessage,
) -> anyhow::Result<Page> {
    let id = message.id;
    let mut whole = Page::default();
    let mut shown = Some(message);
    while let Some(message) = shown {
        let page = read(&message, guild);
        whole.items.extend(page.items);
        whole.seen += page.seen;
        // Each page says so.
        whole.settled = page.settled;
        let buttons = message.buttons().into_iter();
        let later = buttons.filter(|button| button.label == LATER && !button.disabled);
        let Some(button) = later.filter_map(|button| button.custom_id).next() else {
            break;
        };
        reader.click(id, &button).await?;
        shown = reader.stage.sim().message(id);
    }
    Ok(whole)
}

/// What this page of a message says about `guild`.
pub(super) fn read(message: &SeenMessage, guild: GuildId) -> Page {
    let mut page = Page {
        settled: settled(&message.content),
        ..Page::default()
    };
    // Whether the line above is an item that has a link.
    let mut is_below_link = false;
    for line in message.text().lines() {
        if let Some(words) = line.strip_prefix(QUOTE) {
            // What people wrote proves nothing but which of their words are shown.
            page.quote(Mark::at_front_of(words), is_below_link);
            is_below_link = false;
        } else if let Some((_, places)) = line.split_once(SEEN) {
            page.seen += counts(places);
        } else {
            let before = page.items.len();
            page.items.extend(links(line, guild).map(|message| Item {
                subject: Subject::Message(message),
                mark: None,
            }));
            is_below_link = page.items.len() > before;
        }
    }
    page
}

impl Page {
    /// Takes in the mark of quoted words: of the item above, or of what was told and has no other sign.
    fn quote(&mut self, mark: Option<Mark>, is_below_link: bool) {
        match (mark, self.items.last_mut()) {
            (mark, Some(item)) if is_below_link => item.mark = mark,
            (Some(mark), _) => self.items.push(Item {
                subject: Subject::Told(mark.text),
                mark: Some(mark),
            }),
            (None, _) => {}
        }
    }
}

/// The count in "2 wait for you. 9 settled themselves."
fn settled(content: &str) -> usize {
    let first = content.lines().next().unwrap_or_default();
    let before = SETTLED.iter().find_map(|end| first.split_once(end));
    let count = before.and_then(|(before, _)| before.rsplit(' ').next()?.parse().ok());
    count.unwrap_or_default()
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
    fn items_are_links_and_told_words_and_the_seen_line_only_counts() {
        let page = read(
            &message(
                "4 wait for you. 9 settled themselves.\n\
                 `1` **ana** · [Open](https://discord.com/channels/7/8/11)\n\
                 > ¶5.2 is it up?\n\
                 `2` **tom** · [Open](https://discord.com/channels/7/8/12)\n\
                 > see https://discord.com/channels/7/8/14\n\
                 `3` **tom** · [Open](https://discord.com/channels/7/8/15)\n\
                 Told to you, posted nowhere\n\
                 `4` **tom** told you · <t:1772438400:f>\n\
                 > ¶6.1 lunch?\n\
                 elsewhere: [Open](https://discord.com/channels/9/8/13)\n\
                 Probably seen, because you wrote there since: <#8> (2, [Open](https://discord.com/channels/7/8/9)), \
                 <#5> (1, [Open](https://discord.com/channels/7/5/9))",
            ),
            ACME,
        );
        let told: Vec<_> = page.items.iter().map(Item::to_string).collect();
        assert_eq!(told, ["11 ¶5.2", "12", "15", "told ¶6.1"]);
        assert_eq!((page.seen, page.settled), (3, 9));
    }
}
