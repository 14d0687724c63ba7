//! What people do with commands and buttons, each click noted in the ledger.

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use discord_sim::{Answer, SeenMessage};

use super::super::clicks::{Click, Could, Reader};
use super::super::difference::Difference;
use super::super::ledger::{PersonNo, Telling, Waiting};
use super::super::mailbox::{self, Page};
use super::super::promise::{Item, Subject};
use super::super::weather::Weather;
use super::Town;

impl Town {
    /// Somebody reads their inbox to its last page, where it is handed back. What doesn't belong there is noted.
    ///
    /// # Errors
    /// The bot doesn't answer.
    pub(in super::super) async fn look_into_inbox(
        &mut self,
        person: PersonNo,
    ) -> anyhow::Result<Answer> {
        let (page, shown) = self.inbox_of(person).await?;
        let Waiting { items, seen } = self.ledger.waiting_for(person);
        if sorted(&items) != sorted(&page.items) || seen != page.seen {
            self.observed.differences.push(Difference::Inbox {
                person,
                expected: items,
                found: page.items,
            });
        }
        Ok(shown)
    }

    pub(super) async fn inbox_of(&self, person: PersonNo) -> anyhow::Result<(Page, Answer)> {
        let reader = &self.people[person];
        let answer = reader
            .run_command(self.lobby, "inbox", &[])
            .await?
            .settled()
            .await?;
        let shown = answer.message().context("/inbox shows nothing")?;
        let page = self.read_through(person, shown).await?;
        Ok((page, answer))
    }

    /// Somebody does something about the `nth` item of a list, counted round. `None`: it has none. That it could or couldn't
    /// be done is noted where it is wrong.
    ///
    /// # Errors
    /// A press isn't answered.
    pub(in super::super) async fn tend(
        &mut self,
        person: PersonNo,
        list: SeenMessage,
        nth: usize,
        click: Click,
    ) -> anyhow::Result<Option<Could>> {
        let items = mailbox::read(&list, self.guild.id()).items;
        let Some(nth) = nth.checked_rem(items.len()) else {
            return Ok(None);
        };
        let (item, now) = (items[nth], self.stage.now());
        let could = self.reader(person).tend(&list, nth, click).await?;
        let can = self.ledger.can_be_tended(person, item.subject);
        // While Discord fails, who may read what isn't always known: then an item asks for patience.
        let may_refuse = self.weather == Weather::Rough && can;
        if can != (could == Could::Yes) && !may_refuse {
            self.observed.differences.push(Difference::Tended {
                person,
                at: now,
                item,
                could: !can,
            });
        }
        if could == Could::Yes {
            self.note_click(person, item.subject, click, now);
        }
        Ok(Some(could))
    }

    /// Somebody is done with all that a digest of one page holds.
    ///
    /// # Errors
    /// A press isn't answered.
    pub(in super::super) async fn finish_all(
        &mut self,
        person: PersonNo,
        digest: &SeenMessage,
    ) -> anyhow::Result<()> {
        self.reader(person)
            .press_under(digest, "Done with all")
            .await?;
        for item in mailbox::read(digest, self.guild.id()).items {
            self.ledger.done(person, item.subject, self.stage.now());
        }
        Ok(())
    }

    /// Somebody at their buttons.
    pub(in super::super) fn reader(&self, person: PersonNo) -> Reader<'_> {
        Reader {
            person: &self.people[person],
            stage: &self.stage,
        }
    }

    fn note_click(&mut self, person: PersonNo, subject: Subject, click: Click, now: DateTime<Utc>) {
        match (click, &self.habits[person]) {
            (Click::Done, _) => self.ledger.done(person, subject, now),
            (Click::PutOff(until), Some(habits)) => {
                let until = until.instant(&habits.rhythm, now);
                self.ledger.put_off(person, subject, until, now);
            }
            (Click::NotPutOff(_), _) => self.ledger.not_put_off(person, subject),
            (Click::PutOff(_) | Click::NotDone | Click::Open, _) => {}
        }
    }

    /// Somebody tells somebody something that the bot keeps.
    ///
    /// # Errors
    /// The bot doesn't answer, or keeps nothing.
    pub(in super::super) async fn tell(
        &mut self,
        telling: Telling,
        words: &str,
    ) -> anyhow::Result<Answer> {
        let to = self.people[telling.to].id().to_string();
        let words = format!("{} {words}", telling.mark);
        let options = [("who", to.as_str()), ("message", words.as_str())];
        let teller = &self.people[telling.from];
        let answer = teller.run_command(self.lobby, "tell", &options).await?;
        let answer = answer.settled().await?;
        let said = answer.text();
        ensure!(said.contains("It is posted nowhere."), "/tell says: {said}");
        self.ledger.tell(telling);
        Ok(answer)
    }
}

fn sorted(items: &[Item]) -> Vec<Item> {
    let mut items = items.to_vec();
    items.sort_unstable();
    items
}
