//! What was asked of a role, and what those who have it did about it, while nobody told the bot.

use discord_sim::{ChannelId, MessageId, Permissions, Person, Ping, RoleId};

use super::Talk;
use crate::harness::Goes;

/// Ben and Li have the role billing. Li has nothing to do with Adagio.
struct Office {
    talk: Talk,
    billing: RoleId,
    li: Person,
}

impl Office {
    async fn open() -> Self {
        let mut talk = Talk::begin().await;
        let li = talk.story.person("li");
        let acme = &talk.story.acme;
        let billing = acme.role("billing", Permissions::NONE);
        acme.make_mentionable(billing);
        for person in [&talk.ben, &li] {
            acme.give_role(person, billing);
        }
        Self { talk, billing, li }
    }

    fn asks(&self, place: ChannelId, what: &str) -> MessageId {
        let text = format!("<@&{}> {what}", self.billing);
        self.talk.ana.post(place, &text).unwrap()
    }

    /// Four times something is asked of the role, and Li does something about three of them.
    fn is_asked(&self) -> [MessageId; 4] {
        let place = self.talk.story.support;
        ["replied", "ticked", "in its thread", "open"].map(|what| self.asks(place, what))
    }

    fn li_sees_to(&self, [replied, ticked, begun, _]: [MessageId; 4]) {
        let (place, ana) = (self.talk.story.support, &self.talk.ana);
        self.li.reply(place, replied, "yes", Ping::Off).unwrap();
        self.li.react(place, ticked, "✅").unwrap();
        let thread = ana.start_thread(place, begun, "more").unwrap();
        self.li.post(thread, "here it is").unwrap();
    }
}

#[tokio::test]
async fn what_was_asked_of_a_role_meanwhile_is_settled_by_who_has_it() {
    let mut office = Office::open().await;
    let support = office.talk.story.support;
    office.talk.goes().await;
    let asked = office.is_asked();
    office.li_sees_to(asked);
    office.talk.comes_back().await;
    let open = (support, asked[3]);
    let begins = "1 waits for you. 3 settled themselves.";
    office.talk.ends_with(begins, &[open]).await;
}

#[tokio::test]
async fn what_was_asked_of_a_role_before_is_settled_by_who_has_it() {
    let mut office = Office::open().await;
    let support = office.talk.story.support;
    let asked = office.is_asked();
    let unticked = office.asks(support, "unticked");
    office.li.react(support, unticked, "✅").unwrap();
    office.talk.story.until("2026-03-02 06:30").await;
    office.talk.goes().await;
    office.li_sees_to(asked);
    office.li.unreact(support, unticked, "✅").unwrap();
    office.talk.comes_back().await;
    let open = [(support, asked[3]), (support, unticked)];
    let begins = "2 wait for you. 3 settled themselves.";
    office.talk.ends_with(begins, &open).await;
}

/// Who is told of the roles can't be known, so nothing is taken in before it is.
#[tokio::test]
async fn roles_that_are_not_told_are_asked_for_again() {
    let mut office = Office::open().await;
    let support = office.talk.story.support;
    office.talk.settle().await;
    office.talk.story.goes(Goes::Dead).await;
    let asked = office.is_asked();
    office.li_sees_to(asked);
    // The first answer tells what the bot may read.
    let gateway = office.talk.story.sim().gateway();
    gateway.lose_next(0, "GUILD_MEMBERS_CHUNK", 2);
    office.talk.comes_back().await;
    let open = (support, asked[3]);
    let begins = "1 waits for you. 3 settled themselves.";
    office.talk.ends_with(begins, &[open]).await;
}
