//! Sections as Discord's embeds, held to its limits: what is too long ends with `…` (facts §3).

use serenity::all::{CreateEmbed, CreateEmbedAuthor, CreateEmbedFooter};

use super::clamp;
use crate::domain::letter::{Edge, Section};

/// Characters of an embed's parts, and of all embeds together (facts §3).
const TITLE: usize = 256;
const DESCRIPTION: usize = 4_096;
const AUTHOR: usize = 256;
const PART_TITLE: usize = 256;
const PART: usize = 1_024;
const NOTE: usize = 2_048;
const ALL_EMBEDS: usize = 6_000;
/// Embeds, and parts of one (facts §3).
const EMBEDS: usize = 10;
const PARTS: usize = 25;

/// Orange: seen on dark and light ground, and by who sees few colours.
const HELD: u32 = 0x00E6_7E22;

/// What room is left in a message.
struct Room(usize);

impl Room {
    /// At most so many characters, and no more than are left.
    fn take(&mut self, text: &str, most: usize) -> String {
        let kept = clamp(text, most.min(self.0));
        self.0 -= kept.chars().count();
        kept
    }
}

pub(super) fn embeds(sections: &[Section]) -> Vec<CreateEmbed> {
    let mut room = Room(ALL_EMBEDS);
    let shown = sections.iter().take(EMBEDS);
    shown
        .filter_map(|section| embed(section, &mut room))
        .collect()
}

/// `None`: nothing of it is left to show.
fn embed(section: &Section, room: &mut Room) -> Option<CreateEmbed> {
    let mut embed = CreateEmbed::new();
    let mut is_empty = true;
    let author = section.author.as_ref();
    let name = room.take(author.map_or("", |author| &author.name), AUTHOR);
    if !name.is_empty() {
        is_empty = false;
        let picture = author.and_then(|author| author.picture.as_ref());
        let said_by = CreateEmbedAuthor::new(name);
        embed = embed.author(match picture {
            Some(picture) => said_by.icon_url(picture),
            None => said_by,
        });
    }
    let title = room.take(section.title.as_deref().unwrap_or_default(), TITLE);
    if !title.is_empty() {
        is_empty = false;
        embed = embed.title(title);
    }
    let body = room.take(&section.body, DESCRIPTION);
    if !body.is_empty() {
        is_empty = false;
        embed = embed.description(body);
    }
    for part in section.parts.iter().take(PARTS) {
        let (title, body) = (
            room.take(&part.title, PART_TITLE),
            room.take(&part.body, PART),
        );
        if !title.is_empty() && !body.is_empty() {
            is_empty = false;
            embed = embed.field(title, body, false);
        }
    }
    let note = room.take(section.note.as_deref().unwrap_or_default(), NOTE);
    if !note.is_empty() {
        is_empty = false;
        embed = embed.footer(CreateEmbedFooter::new(note));
    }
    let embed = match section.edge {
        Edge::Plain => embed,
        Edge::Held => embed.colour(HELD),
    };
    (!is_empty).then_some(embed)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::letter::{Author, Part};

    #[test]
    fn a_section_has_its_author_parts_note_and_edge() {
        let section = Section {
            author: Some(Author {
                name: "ben".into(),
                picture: Some("https://cdn.discordapp.com/embed/avatars/0.png".into()),
            }),
            parts: vec![
                Part {
                    title: "Done?".into(),
                    body: "b".repeat(1_025),
                },
                Part {
                    title: "Blocked?".into(),
                    body: String::new(),
                },
            ],
            note: Some("edited".into()),
            edge: Edge::Held,
            ..Section::default()
        };
        let wire = serde_json::to_value(embeds(&[section, Section::default()])).unwrap();
        assert_eq!(
            wire,
            json!([{
                "type": "rich", "color": 0x00E6_7E22,
                "author": {"name": "ben", "icon_url": "https://cdn.discordapp.com/embed/avatars/0.png"},
                "fields": [{"name": "Done?", "value": format!("{}…", "b".repeat(1_023)), "inline": false}],
                "footer": {"text": "edited"},
            }])
        );
    }
}
