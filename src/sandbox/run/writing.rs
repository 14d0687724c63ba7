//! How a recorded line is written, by what the seed makes of it.

use anyhow::Context;
use chrono::{DateTime, Utc};
use discord_sim::{MessageId, Ping};

use super::super::chat::Line;
use super::super::ledger::{Answers, Call, Pace, PersonNo, Sound, Telling, Written};
use super::super::plans::{Edit, Plan, Post, Told};
use super::super::promise::Mark;
use super::super::speech::on_discord;
use super::super::survey::Names;
use super::super::turns::{self, Answer, Later, Naming, Turn, Volume};
use super::Run;
use super::scene::Scene;

/// After how many messages the bot is waited for at the latest, so that what is on its way stays little.
const BURST: usize = 2_000;

/// The most characters of what is told.
const LONGEST_TOLD: usize = 200;

/// A line, and what the seed makes of it.
pub(super) struct Said {
    pub(super) author: PersonNo,
    pub(super) at: DateTime<Utc>,
    /// What is posted, but for what stands before it.
    text: String,
    /// Whom it names, without its author.
    pub(super) names: Vec<PersonNo>,
    pub(super) turn: Turn,
    mark: Option<Mark>,
}

impl Run {
    /// Somebody writes a line.
    ///
    /// # Errors
    /// Discord doesn't let them, or the bot stopped answering.
    pub(super) async fn write(
        &mut self,
        scene: &mut Scene,
        at: DateTime<Utc>,
        line: &Line,
        names: &Names,
    ) -> anyhow::Result<()> {
        self.written += 1;
        self.lose_if_wished();
        let mut said = self.read(at, line, names)?;
        if said.names.is_empty() && said.mark.is_none() {
            said.turn.calls = scene.take_announcement().or(said.turn.calls);
        }
        let answered = said.turn.answers.and_then(|how| {
            let (message, author) = self.to_answer(scene, said.author)?;
            Some((message, author, how))
        });
        if self.goes_untold(scene, &said) {
            self.lose_next().await?;
        }
        let message = self.post(scene, &said, answered)?;
        let written = self.written_as(scene, &said, message, answered);
        self.town.ledger.write(&written);
        self.count(&written);
        let pings = self.town.ledger.readers_of(message) > 0;
        scene.note(message, said.author);
        self.plan_later(scene, &said, written.pace, message);
        if self.away.is_none() && turns::is_told_too(self.draw, self.written) {
            self.tell(scene, &said, &line.content).await?;
        }
        self.since_rest += 1;
        let is_urgent = scene.pace == Pace::Passes && pings;
        if self.away.is_none() && (is_urgent || self.since_rest >= BURST) {
            self.rest().await?;
            self.try_again().await?;
        }
        Ok(())
    }

    fn read(&mut self, at: DateTime<Utc>, line: &Line, names: &Names) -> anyhow::Result<Said> {
        let author = names
            .number(&line.author)
            .context("somebody new is in the file")?;
        let named = names.named_in(line);
        let mentions: Vec<_> = named
            .iter()
            .map(|(name, no)| (*name, self.town.people[*no].id()))
            .collect();
        let others: Vec<_> = named
            .iter()
            .map(|(_, no)| *no)
            .filter(|no| *no != author)
            .collect();
        let naming = if others.is_empty() {
            Naming::Nobody
        } else {
            Naming::Somebody
        };
        let turn = Turn::of(self.draw, self.written, naming, self.town.roles.len());
        let mark = turn.later.map(|_| self.next_mark());
        Ok(Said {
            author,
            at,
            text: on_discord(&line.content, &mentions),
            names: others,
            turn,
            mark,
        })
    }

    fn next_mark(&mut self) -> Mark {
        self.marked += 1;
        Mark::first(self.marked)
    }

    /// One of the last messages of somebody else that is still there.
    fn to_answer(&self, scene: &Scene, author: PersonNo) -> Option<(MessageId, PersonNo)> {
        let recent = scene.recent.iter().copied();
        let others: Vec<_> = recent
            .filter(|(message, whose)| *whose != author && !self.deleted.contains(message))
            .collect();
        let nth = self
            .draw
            .below(others.len(), "answered", &self.written.to_string());
        others.get(nth).copied()
    }

    fn post(
        &self,
        scene: &Scene,
        said: &Said,
        answered: Option<(MessageId, PersonNo, Answer)>,
    ) -> anyhow::Result<MessageId> {
        let silent = match said.turn.volume {
            Volume::Usual => "",
            Volume::Silent => "@silent ",
        };
        let mark = said.mark.map(|mark| format!("{mark} "));
        let mark = mark.unwrap_or_default();
        let call = match said.turn.calls {
            Some(Call::Role(role)) => format!("<@&{}> ", self.town.roles[role].0),
            Some(Call::Everybody) => "@everyone ".to_owned(),
            None => String::new(),
        };
        let text = format!("{silent}{mark}{call}{}", said.text);
        let author = &self.town.people[said.author];
        let posted = match answered {
            Some((message, _, Answer::Pinging)) => {
                author.reply(scene.channel, message, &text, Ping::On)
            }
            Some((message, _, Answer::Quiet)) => {
                author.reply(scene.channel, message, &text, Ping::Off)
            }
            None => author.post(scene.channel, &text),
        };
        Ok(posted?)
    }

    fn written_as<'a>(
        &self,
        scene: &Scene,
        said: &'a Said,
        message: MessageId,
        answered: Option<(MessageId, PersonNo, Answer)>,
    ) -> Written<'a> {
        Written {
            author: said.author,
            channel: scene.channel,
            message,
            at: said.at,
            names: &said.names,
            answers: answered.map(|(message, author, how)| Answers {
                message,
                author,
                sound: match how {
                    Answer::Pinging => Sound::Pings,
                    Answer::Quiet => Sound::PingsNobody,
                },
            }),
            calls: said.turn.calls,
            mark: said.mark,
            pace: match said.turn.volume {
                Volume::Usual => scene.pace,
                Volume::Silent => Pace::Waits,
            },
        }
    }

    fn count(&mut self, written: &Written<'_>) {
        let kinds = &mut self.kinds;
        kinds.named += usize::from(!written.names.is_empty());
        kinds.answered += usize::from(written.answers.is_some());
        kinds.called += usize::from(written.calls.is_some());
    }

    fn plan_later(&mut self, scene: &Scene, said: &Said, pace: Pace, message: MessageId) {
        self.kinds.silent += usize::from(said.turn.volume == Volume::Silent);
        let about = self.written.to_string();
        if let Some(&person) = said.names.first()
            && turns::is_looked_for(self.draw, self.written)
            && self.town.habits[person].is_some()
        {
            let look = Plan::Look(person, self.draw_click(&about));
            self.plans.make(said.at, look);
        }
        let (Some(later), Some(mark)) = (said.turn.later, said.mark) else {
            return;
        };
        let post = Post {
            author: said.author,
            channel: scene.channel,
            message,
            pace,
            mark: mark.next(),
        };
        let plan = match later {
            Later::Delete => Plan::Delete(post),
            Later::Reword => Plan::Edit(post, Edit::Reword(said.names.clone())),
            Later::Unname => Plan::Edit(post, Edit::Unname),
            Later::Name => match self.somebody_in(scene, said.author) {
                Some(person) => Plan::Edit(post, Edit::Name(person)),
                None => return,
            },
            Later::Check if self.draw.once_in(2, "who checks", &about) => {
                Plan::Check(post, said.author)
            }
            Later::Check => Plan::Check(post, said.names[0]),
        };
        self.plans.make(said.at, plan);
    }

    /// Somebody else who wrote here lately.
    fn somebody_in(&self, scene: &Scene, but: PersonNo) -> Option<PersonNo> {
        let mut recent = scene.recent.iter().map(|(_, author)| *author);
        recent.find(|author| *author != but)
    }

    /// The author also tells somebody something.
    async fn tell(&mut self, scene: &Scene, said: &Said, words: &str) -> anyhow::Result<()> {
        let Some(to) = self.somebody_in(scene, said.author) else {
            return Ok(());
        };
        if self.town.habits[to].is_none() {
            return Ok(());
        }
        // A burst of messages is no fair neighbour for who waits for an answer.
        self.rest().await?;
        self.town.clear_up();
        let mark = self.next_mark();
        let words: String = on_discord(words, &[]).chars().take(LONGEST_TOLD).collect();
        let telling = Telling {
            from: said.author,
            to,
            at: said.at,
            mark,
        };
        let answer = self.town.tell(telling, &words).await?;
        self.town.blow();
        self.kinds.told += 1;
        let from = said.author;
        let about = mark.to_string();
        let told = Told { from, mark, answer };
        match self.draw.below(4, "told then", &about) {
            0 => self.plans.make(said.at, Plan::RewordTold(told)),
            1 => self.plans.make(said.at, Plan::TakeBack(told)),
            _ => {}
        }
        Ok(())
    }
}
