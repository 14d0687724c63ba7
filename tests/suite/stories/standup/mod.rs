//! Stand-ups: begun in two minutes, opened once a day whatever happens (PRODUCT S).

mod answered;
mod at_close;
mod begun;
mod blocked;
mod changed;
mod chosen;
mod closed;
mod crowded;
mod direct;
mod forums;
mod joined;
mod lines;
mod opened;
mod past;
mod pictured;
mod prompted;
mod replied;
mod said;
mod troubled;
mod weeks;
mod year;

use discord_sim::{Answer, ChannelId, MessageId, Person, SeenMessage};

use crate::harness::Story;

/// A keeper in Berlin, who reads direct messages.
async fn keeper(story: &mut Story) -> Person {
    let mia = story.keeper("mia");
    story.joins(&mia, "Europe/Berlin").await;
    mia
}

impl Story {
    /// The panel of a new stand-up with these words; what isn't given is the template's.
    async fn drafts(&self, keeper: &Person, words: &[(&str, &str)]) -> Answer {
        let form = self.command(keeper, "adagio standup new", &[]).await;
        self.submits(keeper, &form, words).await
    }

    /// Sends a form that is open.
    async fn submits(&self, who: &Person, form: &Answer, words: &[(&str, &str)]) -> Answer {
        let answer = who.submit_modal(form, words).await.unwrap();
        let answer = answer.settled().await.unwrap();
        self.stage.settle().await.unwrap();
        answer
    }

    /// Begins a stand-up in #dev, at these times.
    async fn begins(&self, keeper: &Person, when: &str) -> Answer {
        let panel = self.drafts(keeper, &[("when", when)]).await;
        let dev = self.dev.to_string();
        let panel = self.choose(keeper, &panel, "a1:suchannel", &[&dev]).await;
        self.press(keeper, &panel, "Begin").await
    }

    /// What stands in #dev for runs, oldest first; the invitation isn't among it.
    fn runs(&self) -> Vec<SeenMessage> {
        let messages = self.sim().messages(self.dev).into_iter();
        // "**Daily · Mon 2 March** · open until …"
        let is_run = |text: &str| {
            text.split("**")
                .nth(1)
                .is_some_and(|name| name.contains(" · "))
        };
        messages.filter(|message| is_run(&message.text())).collect()
    }

    /// What the thread of a message is called.
    fn thread(&self, message: MessageId) -> Option<String> {
        let thread = self.sim().channel(ChannelId::new(message.get()))?;
        thread["name"].as_str().map(str::to_owned)
    }

    /// What the threads of #dev are called, oldest first.
    fn threads(&self) -> Vec<String> {
        let runs = self.runs();
        runs.iter().filter_map(|run| self.thread(run.id)).collect()
    }
}
