//! What people do on the scripted day, each noted in the ledger and told.

use anyhow::Context;
use discord_sim::{Permissions, Ping};

use super::cast::Part;
use super::day::{Play, Said};
use super::ledger::{Answers, Pace, PersonNo, Sound, Written};
use super::script::{Beat, Deed, Label, Room};

impl Play<'_> {
    /// Does what the script says.
    ///
    /// # Errors
    /// Discord doesn't let them, or the bot doesn't come to rest.
    pub(super) async fn act(&mut self, beat: Beat) -> anyhow::Result<()> {
        match beat.deed {
            Deed::Say(room, texts) => self.say(beat, room, texts[beat.take], None)?,
            Deed::Reply(to, texts) => {
                let to = self.message(to)?;
                self.say(beat, to.room, texts[beat.take], Some(&to))?;
            }
            Deed::Edit(what, text) => self.edit(beat, &self.message(what)?, text)?,
            Deed::Delete(what) => self.delete(beat, &self.message(what)?)?,
            Deed::Check(what) => self.check(beat, &self.message(what)?)?,
            Deed::Close(room) => self.close(beat, room)?,
        }
        let arrivals = self.town.rest().await?;
        self.tell(arrivals)
    }

    fn message(&self, label: Label) -> anyhow::Result<Said> {
        self.said
            .get(label)
            .cloned()
            .with_context(|| format!("the script has no {label} yet"))
    }

    fn say(&mut self, beat: Beat, room: Room, text: &str, to: Option<&Said>) -> anyhow::Result<()> {
        let channel = self.rooms[&room];
        let author = beat.who.number();
        let (text, mut pinged) = self.with_mentions(text);
        let person = &self.town.people[author];
        let message = match to {
            Some(to) => person.reply(channel, to.message, &text, Ping::On)?,
            None => person.post(channel, &text)?,
        };
        let shown = match to {
            Some(to) => format!("↩ {}: {text}", self.name(to.author.number())),
            None => text,
        };
        self.tell_deed(beat, room, &shown)?;
        pinged.retain(|person| *person != author);
        let pace = if room == Room::Incidents {
            Pace::Passes
        } else {
            Pace::Waits
        };
        let at = beat.at;
        self.town.ledger.write(&Written {
            author,
            channel,
            message,
            at,
            names: &pinged,
            answers: to.map(|to| Answers {
                message: to.message,
                author: to.author.number(),
                sound: Sound::Pings,
            }),
            calls: None,
            mark: None,
            pace,
        });
        if let Some(label) = beat.label {
            self.said.insert(
                label,
                Said {
                    author: beat.who,
                    room,
                    message,
                },
            );
        }
        Ok(())
    }

    /// The text with `{B1}` as a mention, and whom it mentions.
    fn with_mentions(&self, text: &str) -> (String, Vec<PersonNo>) {
        let named = |part: &Part| text.contains(&format!("{{{part:?}}}"));
        let named: Vec<_> = Part::ALL.into_iter().filter(named).collect();
        let said = named.iter().fold(text.to_owned(), |text, part| {
            text.replace(
                &format!("{{{part:?}}}"),
                &self.town.people[part.number()].mention(),
            )
        });
        (said, named.into_iter().map(Part::number).collect())
    }

    fn edit(&mut self, beat: Beat, what: &Said, text: &str) -> anyhow::Result<()> {
        let (text, _) = self.with_mentions(text);
        let channel = self.rooms[&what.room];
        self.town.people[beat.who.number()].edit(channel, what.message, &text)?;
        self.tell_deed(beat, what.room, &format!("(edits) {text}"))
    }

    fn delete(&mut self, beat: Beat, what: &Said) -> anyhow::Result<()> {
        let channel = self.rooms[&what.room];
        self.town.people[beat.who.number()].delete(channel, what.message)?;
        self.town.ledger.delete(what.message);
        self.tell_deed(beat, what.room, "(deletes that message)")
    }

    fn check(&mut self, beat: Beat, what: &Said) -> anyhow::Result<()> {
        let channel = self.rooms[&what.room];
        self.town.people[beat.who.number()].react(channel, what.message, "✅")?;
        self.town.ledger.check(what.message, beat.who.number());
        self.tell_deed(beat, what.room, "(puts a ✅ on the earlier question)")
    }

    fn close(&mut self, beat: Beat, room: Room) -> anyhow::Result<()> {
        let channel = self.rooms[&room];
        let (none, view) = (Permissions::NONE, Permissions::VIEW_CHANNEL);
        let keeps = &self.town.people[beat.who.number()];
        self.town.guild.overwrite(channel, keeps, view, none);
        self.town
            .guild
            .overwrite(channel, self.town.guild.everyone(), none, view);
        self.town.ledger.hide(channel);
        self.tell_deed(beat, room, "(has the channel to themselves from now on)")
    }

    fn tell_deed(&mut self, beat: Beat, room: Room, what: &str) -> anyhow::Result<()> {
        let room = format!("#{}", room.name());
        self.transcript
            .deed(beat.at, &room, &self.names[beat.who.number()], what)?;
        Ok(())
    }
}
