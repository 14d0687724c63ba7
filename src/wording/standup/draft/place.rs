//! Where a stand-up opens, and the tags of its posts there.

use super::super::super::controls::{button, choice, choose_up_to, quietly};
use super::super::super::tongue::{Tongue, say};
use crate::domain::ids::{ChannelId, TagId, TermsId};
use crate::domain::letter::{Letter, Press, Row, Verb};
use crate::domain::standup::{Draft, Forum, Tag, Threads, Venue};

/// Where it opens, and how often a thread or post.
pub(super) fn place(tongue: &Tongue, draft: &Draft, channel: ChannelId) -> String {
    let channel = format!("<#{channel}>");
    match (&draft.venue, draft.threads) {
        (Venue::Text, Threads::ADay) => say!(tongue, "standup-where", channel = channel),
        (Venue::Text, Threads::AWeek) => say!(tongue, "standup-where-a-week", channel = channel),
        (Venue::Forum(tags), threads) => {
            let (often, count) = (threads.word(), tags.len());
            say!(
                tongue,
                "standup-where-forum",
                channel = channel,
                often = often,
                count = count
            )
        }
    }
}

/// The tags of a forum, to choose from.
pub fn tags(
    tongue: &Tongue,
    id: TermsId,
    (channel, forum): (ChannelId, &Forum),
    picked: &[TagId],
) -> Letter {
    let channel = format!("<#{channel}>");
    let about = Press::about(Verb::StandupTagged, id.get());
    let back = button(
        say!(tongue, "standup-tags-back"),
        about.clone().with("back"),
    );
    let mut rows = vec![Row::Buttons(vec![back])];
    let text = match forum.tags.is_empty() {
        true => say!(tongue, "standup-no-tags", channel = channel),
        false if forum.wants_tag => say!(tongue, "standup-tags-wanted", channel = channel),
        false => say!(tongue, "standup-tags", channel = channel),
    };
    let option = |tag: &Tag| {
        let mut option = choice(tag.name.clone(), tag.id.to_string());
        option.picked = picked.contains(&tag.id);
        option
    };
    if !forum.tags.is_empty() {
        let options: Vec<_> = forum.tags.iter().map(option).collect();
        let hint = say!(tongue, "standup-choose-tags");
        let select = choose_up_to(about, hint, options, Venue::MOST_TAGS);
        rows.insert(0, select);
    }
    quietly(text, rows)
}
