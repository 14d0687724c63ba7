//! What people write on the scripted day and do about messages, each noted in the ledger and told.

use anyhow::Context;
use discord_sim::{MessageId, Permissions, Ping};

use super::cast::{ON_CALL, Part};
use super::clicks::Click;
use super::day::{Play, Said};
use super::ledger::{Answers, Call, Pace, PersonNo, Sound, Written};
use super::script::{Beat, Deed, Label, Room};

/// What stands in a text for the role of those who have the on-call phone.
const PHONE: &str = "{phone}";

/// How Discord marks a message that makes no sound.
const SILENT: &str = "@silent ";

impl Play<'_> {
    /// Does what the script says.
    ///
    /// # Errors
    /// Discord doesn't let them, or the bot doesn't come to rest.
    pub(super) async fn act(&mut self, beat: Beat) -> anyhow::Result<()> {
        let text = beat.deed.texts().get(beat.take).copied();
        let text = text.unwrap_or_default();
        match beat.deed {
            Deed::Say(room, _) => self.say(beat, room, text, None)?,
            Deed::Reply(to, _) => {
                let to = self.message(to)?;
                self.say(beat, to.room, text, Some(&to))?;
            }
            Deed::Edit(what, text) => self.edit(beat, &self.message(what)?, text)?,
            Deed::Delete(what) => self.delete(beat, &self.message(what)?)?,
            Deed::Check(what) => self.check(beat, &self.message(what)?)?,
            Deed::Close(room) => self.close(beat, room)?,
            Deed::Tell(to, _) => self.tell_privately(beat, to, text).await?,
            Deed::TakeBack(what) => self.take_back(beat, what).await?,
            Deed::Put(what) => self.put(beat, &self.message(what)?).await?,
            Deed::Save(what) => self.save(beat, &self.message(what)?).await?,
            Deed::When(what) => self.ask_when(beat, &self.message(what)?).await?,
            Deed::DoneWithAll => self.finish_all(beat).await?,
            Deed::WhyThese => self.ask_why_these(beat).await?,
            Deed::StandUp(answers) => self.stand_up(beat, &answers).await?,
            Deed::Look => self.look(beat).await?,
            Deed::Questions => self.look_at_questions(beat).await?,
            Deed::Done(what) => self.tend(beat, &self.message(what)?, Click::Done).await?,
            Deed::PutOff(what, until) => {
                self.tend(beat, &self.message(what)?, Click::PutOff(until))
                    .await?;
            }
            Deed::Answer(what, _) => self.answer(beat, &self.message(what)?, text).await?,
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
        let calls = text.contains(PHONE).then_some(Call::Role(ON_CALL));
        let (text, mut named) = self.with_mentions(text);
        let person = &self.town.people[author];
        let message = match to {
            Some(to) => person.reply(channel, to.message, &text, Ping::On)?,
            None => person.post(channel, &text)?,
        };
        let shown = match to {
            Some(to) => format!("↩ {}: {text}", self.name(to.author.number())),
            None => text.clone(),
        };
        self.tell_deed(beat, room, &shown)?;
        named.retain(|person| *person != author);
        if calls.is_some() {
            self.tell_called(beat)?;
        }
        if room != Room::News {
            self.town.ledger.write(&Written {
                author,
                channel,
                message,
                at: beat.at,
                names: &named,
                answers: to.map(|to| Answers {
                    message: to.message,
                    author: to.author.number(),
                    sound: Sound::Pings,
                }),
                calls,
                mark: None,
                pace: pace(room, &text),
            });
        }
        self.remember(beat, room, message, named);
        Ok(())
    }

    /// Tells whom Discord alone would have called: who left it to Adagio keeps roles quiet, too.
    fn tell_called(&mut self, beat: Beat) -> anyhow::Result<()> {
        let called = self.town.roles[ON_CALL].1.iter().copied();
        let spared: Vec<_> = called
            .filter(|person| *person != beat.who.number() && self.town.is_left_to_adagio(*person))
            .collect();
        spared
            .into_iter()
            .try_for_each(|person| self.tell_spared(person, beat.at))
    }

    /// Keeps what later beats do something about.
    pub(super) fn remember(
        &mut self,
        beat: Beat,
        room: Room,
        message: MessageId,
        names: Vec<PersonNo>,
    ) {
        if let Some(label) = beat.label {
            let said = Said {
                author: beat.who,
                room,
                message,
                names,
            };
            self.said.insert(label, said);
        }
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
        let said = said.replace(PHONE, &format!("<@&{}>", self.town.roles[ON_CALL].0));
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

    pub(super) fn tell_deed(&mut self, beat: Beat, room: Room, what: &str) -> anyhow::Result<()> {
        let room = format!("#{}", room.name());
        self.transcript
            .deed(beat.at, &room, &self.names[beat.who.number()], what)?;
        Ok(())
    }
}

/// How fast a message is to reach whom it names.
fn pace(room: Room, text: &str) -> Pace {
    if room == Room::Incidents && !text.starts_with(SILENT) {
        Pace::Passes
    } else {
        Pace::Waits
    }
}
