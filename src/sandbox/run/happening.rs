//! What was planned happens.

use anyhow::Context;
use chrono::{DateTime, Utc};
use discord_sim::{MessageId, Permissions};

use super::super::clicks::{Click, Could};
use super::super::ledger::{PersonNo, Written};
use super::super::plans::{Edit, Plan, Post, Told};
use super::Run;

/// How the answer begins to who takes words back that nobody has read.
const TAKEN_BACK: &str = "Taken back.";

impl Run {
    /// Does what was planned.
    ///
    /// # Errors
    /// Discord doesn't let them, or the bot doesn't answer.
    pub(super) async fn happen(&mut self, plan: Plan, now: DateTime<Utc>) -> anyhow::Result<()> {
        match plan {
            Plan::Delete(post) => self.delete(post)?,
            Plan::Edit(post, edit) => self.edit(post, &edit, now)?,
            Plan::Check(post, by) => {
                self.town.people[by].react(post.channel, post.message, "✅")?;
                self.town.ledger.check(post.message, by);
                self.kinds.checked += 1;
            }
            Plan::RewordTold(told) => self.reword_told(&told).await?,
            Plan::TakeBack(told) => {
                let teller = self.town.reader(told.from);
                let answer = teller.press(&told.answer, "Take it back").await?;
                // In the minute of a digest it may be in there already, and then it says so.
                if answer.text().contains(TAKEN_BACK) {
                    self.town.ledger.take_back(told.mark.text);
                }
                self.kinds.told_changed += 1;
            }
            Plan::Tend(person, digest, click) => self.tend_to(person, digest, click).await?,
            Plan::Look(person, click) => self.look(person, click).await?,
            Plan::Hide(channel) => {
                let everyone = self.town.guild.everyone();
                let view = Permissions::VIEW_CHANNEL;
                self.town
                    .guild
                    .overwrite(channel, everyone, Permissions::NONE, view);
                self.town.ledger.hide(channel);
            }
        }
        Ok(())
    }

    fn delete(&mut self, post: Post) -> anyhow::Result<()> {
        self.town.people[post.author].delete(post.channel, post.message)?;
        self.town.ledger.delete(post.message);
        self.deleted.insert(post.message);
        self.kinds.deleted += 1;
        Ok(())
    }

    fn edit(&mut self, post: Post, edit: &Edit, now: DateTime<Utc>) -> anyhow::Result<()> {
        let named: &[PersonNo] = match edit {
            Edit::Reword(names) => names,
            Edit::Unname => &[],
            Edit::Name(person) => std::slice::from_ref(person),
        };
        let mentions = named.iter().map(|no| self.town.people[*no].mention());
        let mentions = mentions.collect::<Vec<_>>().join(" ");
        let text = format!("{} in other words {mentions}", post.mark);
        self.town.people[post.author].edit(post.channel, post.message, &text)?;
        let ledger = &mut self.town.ledger;
        match edit {
            Edit::Reword(_) => ledger.reword(post.message, post.mark),
            Edit::Unname => ledger.unname(post.message, post.mark),
            Edit::Name(_) => {
                ledger.reword(post.message, post.mark);
                ledger.edit_in(&Written {
                    author: post.author,
                    channel: post.channel,
                    message: post.message,
                    at: now,
                    names: named,
                    answers: None,
                    calls: None,
                    mark: Some(post.mark),
                    pace: post.pace,
                });
            }
        }
        self.kinds.edited += 1;
        Ok(())
    }

    async fn reword_told(&mut self, told: &Told) -> anyhow::Result<()> {
        let teller = self.town.reader(told.from);
        let form = teller.press(&told.answer, "Change the words").await?;
        // Once it is read there is no form any more.
        if form.modal().is_some() {
            let mark = told.mark.next();
            let words = format!("{mark} in other words");
            teller.fill_in(&form, "words", &words).await?;
            self.town.ledger.reword_told(mark);
        }
        self.kinds.told_changed += 1;
        Ok(())
    }

    async fn tend_to(
        &mut self,
        person: PersonNo,
        digest: MessageId,
        click: Click,
    ) -> anyhow::Result<()> {
        let list = self.town.sim().message(digest);
        let list = list.context("a digest is gone again")?;
        self.tend(person, list, click).await
    }

    async fn look(&mut self, person: PersonNo, click: Click) -> anyhow::Result<()> {
        // What stands in an inbox before something is found, and after it, nobody says.
        if self.untold_until >= Some(self.town.stage.now()) {
            return Ok(());
        }
        self.kinds.looked += 1;
        let answer = self.town.look_into_inbox(person).await?;
        let list = answer.message().context("/inbox is gone again")?;
        self.tend(person, list, click).await
    }

    async fn tend(
        &mut self,
        person: PersonNo,
        list: discord_sim::SeenMessage,
        click: Click,
    ) -> anyhow::Result<()> {
        let nth = self.draw.below(100, "nth", &list.id.to_string());
        let could = self.town.tend(person, list, nth, click).await?;
        if could == Some(Could::Yes) {
            let kinds = &mut self.kinds;
            let (done, put_off, back) = match click {
                Click::Done => (1, 0, 0),
                Click::NotDone => (1, 0, 1),
                Click::PutOff(_) => (0, 1, 0),
                Click::NotPutOff(_) => (0, 1, 1),
                Click::Open => (0, 0, 0),
            };
            kinds.done += done;
            kinds.put_off += put_off;
            kinds.taken_back += back;
        }
        Ok(())
    }
}
