//! What people do with Adagio's own commands, menus and buttons on the scripted day, each noted in the ledger and told.

use anyhow::Context;
use discord_sim::{Answer, CommandRefusal, SeenMessage};

use super::cast::Part;
use super::clicks::Click;
use super::day::{Play, Said};
use super::ledger::{Answers, Pace, Sound, Telling, Written};
use super::mailbox;
use super::markup::Reading;
use super::promise::{Mark, Subject};
use super::script::{Beat, Label};
use super::showing::lines_of;

/// Something that was told, and the answer with the buttons that change it.
pub(super) struct Told {
    mark: Mark,
    to: Part,
    answer: Answer,
}

impl Play<'_> {
    /// `/tell`.
    ///
    /// # Errors
    /// As [`Play::act`]; so with all below.
    pub(super) async fn tell_privately(
        &mut self,
        beat: Beat,
        to: Part,
        text: &str,
    ) -> anyhow::Result<()> {
        self.told_texts += 1;
        let mark = Mark::first(self.told_texts);
        let telling = Telling {
            from: beat.who.number(),
            to: to.number(),
            at: beat.at,
            mark,
        };
        let answer = self.town.tell(telling, text).await?;
        let what = format!("/tell {}: {text}", self.handle(to));
        self.tell_tap(beat, &what, &answer)?;
        if let Some(label) = beat.label {
            self.told.insert(label, Told { mark, to, answer });
        }
        Ok(())
    }

    /// Takes back what was told.
    pub(super) async fn take_back(&mut self, beat: Beat, what: Label) -> anyhow::Result<()> {
        let told = self.told.remove(what);
        let told = told.with_context(|| format!("nobody told {what} yet"))?;
        let teller = self.town.reader(beat.who.number());
        let answer = teller.press(&told.answer, "Take it back").await?;
        self.town.ledger.take_back(told.mark.text);
        let what = format!("(takes back what {} was told)", self.handle(told.to));
        self.tell_tap(beat, &what, &answer)
    }

    /// "Put in their digest", for those whom the message names.
    pub(super) async fn put(&mut self, beat: Beat, what: &Said) -> anyhow::Result<()> {
        let answer = self.choose(beat, what, "Put in their digest").await?;
        for person in &what.names {
            self.town
                .ledger
                .set_aside(*person, what.message, what.author.number(), beat.at);
        }
        self.tell_tap(beat, "(Put in their digest)", &answer)
    }

    /// "Save for my digest".
    pub(super) async fn save(&mut self, beat: Beat, what: &Said) -> anyhow::Result<()> {
        let answer = self.choose(beat, what, "Save for my digest").await?;
        let (reader, author) = (beat.who.number(), what.author.number());
        self.town
            .ledger
            .set_aside(reader, what.message, author, beat.at);
        let whose = format!("(Save for my digest, on what {} wrote)", self.name(author));
        self.tell_tap(beat, &whose, &answer)
    }

    /// "When and why?".
    pub(super) async fn ask_when(&mut self, beat: Beat, what: &Said) -> anyhow::Result<()> {
        let answer = self.choose(beat, what, "When and why?").await?;
        self.tell_tap(beat, "(When and why?, on that message)", &answer)
    }

    /// `/inbox`.
    pub(super) async fn look(&mut self, beat: Beat) -> anyhow::Result<()> {
        let answer = self.town.look_into_inbox(beat.who.number()).await?;
        self.tell_tap(beat, "/inbox", &answer)
    }

    /// `/inbox` › My questions.
    pub(super) async fn look_at_questions(&mut self, beat: Beat) -> anyhow::Result<()> {
        let who = beat.who.number();
        let inbox = self.town.look_into_inbox(who).await?;
        let questions = self.town.reader(who).press(&inbox, "My questions").await?;
        self.tell_tap(beat, "/inbox, My questions", &questions)
    }

    /// Done, or put off, where it stands in the last digest.
    pub(super) async fn tend(
        &mut self,
        beat: Beat,
        what: &Said,
        click: Click,
    ) -> anyhow::Result<()> {
        let who = beat.who.number();
        let (list, nth) = self.place_in_digest(beat.who, what)?;
        self.town.tend(who, list, nth, click).await?;
        let (number, author) = (nth + 1, self.name(what.author.number()));
        let pressed = match click {
            Click::PutOff(until) => format!("Later…, {}", until.label()),
            _ => "Done".to_owned(),
        };
        let what = format!("({pressed}, on item {number}, by {author})");
        self.transcript.deed(beat.at, "", &self.names[who], &what)?;
        Ok(())
    }

    /// Done with everything that their last digest holds.
    pub(super) async fn finish_all(&mut self, beat: Beat) -> anyhow::Result<()> {
        let who = beat.who.number();
        let list = self.digest_of(beat.who)?;
        self.town.finish_all(who, &list).await?;
        self.transcript
            .deed(beat.at, "", &self.names[who], "(Done with all)")?;
        Ok(())
    }

    /// Why their last digest is as it is.
    pub(super) async fn ask_why_these(&mut self, beat: Beat) -> anyhow::Result<()> {
        let list = self.digest_of(beat.who)?;
        let reader = self.town.reader(beat.who.number());
        let answer = reader.press_under(&list, "Why these?").await?;
        self.tell_tap(beat, "(Why these?)", &answer)
    }

    /// Replies to an item where it stands in the last digest.
    pub(super) async fn answer(
        &mut self,
        beat: Beat,
        what: &Said,
        text: &str,
    ) -> anyhow::Result<()> {
        let who = beat.who.number();
        let (list, nth) = self.place_in_digest(beat.who, what)?;
        let reader = self.town.reader(who);
        let opened = reader.open(&list, nth).await?;
        let form = reader.press(&opened, "Reply").await?;
        reader.fill_in(&form, "text", text).await?;
        let posts = self.town.sim().messages(self.rooms[&what.room]);
        let posted = posts.last().context("a reply is posted nowhere")?.id;
        self.town.ledger.write(&Written {
            author: who,
            channel: self.rooms[&what.room],
            message: posted,
            at: beat.at,
            names: &[],
            answers: Some(Answers {
                message: what.message,
                author: what.author.number(),
                sound: Sound::PingsNobody,
            }),
            calls: None,
            mark: None,
            pace: Pace::Waits,
        });
        self.remember(beat, what.room, posted, Vec::new());
        let to = self.name(what.author.number());
        let shown = format!("↩ {to}, from the digest: {text}");
        self.tell_deed(beat, what.room, &shown)
    }

    fn digest_of(&self, reader: Part) -> anyhow::Result<SeenMessage> {
        let digest = self.digests.get(&reader.number());
        let list = digest.and_then(|digest| self.town.sim().message(*digest));
        list.with_context(|| format!("{reader:?} has no digest yet"))
    }

    /// The reader's last digest, and where in it this message stands.
    fn place_in_digest(&self, reader: Part, what: &Said) -> anyhow::Result<(SeenMessage, usize)> {
        let list = self.digest_of(reader)?;
        let items = mailbox::read(&list, self.town.guild.id()).items;
        let subject = Subject::Message(what.message);
        let nth = items.iter().position(|item| item.subject == subject);
        let nth = nth.with_context(|| format!("it isn't in the digest of {reader:?}"))?;
        Ok((list, nth))
    }

    /// Chooses in the menu of a message.
    async fn choose(&self, beat: Beat, what: &Said, entry: &str) -> anyhow::Result<Answer> {
        let person = &self.town.people[beat.who.number()];
        let channel = self.rooms[&what.room];
        let answer = person.message_menu(channel, what.message, entry).await;
        let settled: Result<_, CommandRefusal> = answer?.settled().await;
        settled.with_context(|| entry.to_owned())
    }

    fn handle(&self, part: Part) -> String {
        format!("@{}", self.name(part.number()))
    }

    fn tell_tap(&mut self, beat: Beat, what: &str, answer: &Answer) -> anyhow::Result<()> {
        let who = beat.who.number();
        self.transcript.deed(beat.at, "", &self.names[who], what)?;
        let shown = answer.message().context("an answer shows nothing")?;
        let reading = Reading {
            at: beat.at,
            zone: beat.who.zone(),
        };
        self.transcript.aside(reading, &lines_of(&shown))?;
        Ok(())
    }
}
