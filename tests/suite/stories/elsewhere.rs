//! What was written in one server shows in no other, not even to who may read both: `/inbox` in a server is about that server,
//! in the direct messages with Adagio about all (PRODUCT P4).

use discord_sim::{Answer, ChannelId, Guild, MessageId, Permissions, Person, Ping};

use super::acting::open;
use crate::harness::{Story, link};

/// Nothing more is said of what is elsewhere.
const MORE: &str = "There is more elsewhere, which doesn't show here: `/inbox` in our direct messages shows all of it.";

/// Ben and Ana have joined in Acme and in Beta.
struct Two {
    story: Story,
    beta: Guild,
    lobby: ChannelId,
    ana: Person,
    ben: Person,
}

impl Two {
    async fn begin() -> Self {
        let mut story = Story::begin().await;
        let ana = story.joined("ana", "Asia/Tokyo").await;
        let ben = story.joined("ben", "Europe/Berlin").await;
        let beta = story.another_server("Beta");
        let lobby = beta.text("lobby");
        for who in [&ana, &ben] {
            beta.add_member(who);
            story.command_in(lobby, who, "hours", &[]).await;
        }
        Self {
            story,
            beta,
            lobby,
            ana,
            ben,
        }
    }

    /// Ana asks Ben.
    fn asks(&self, place: ChannelId, what: &str) -> MessageId {
        let text = format!("{} {what}", self.ben.mention());
        self.ana.post(place, &text).unwrap()
    }

    async fn inbox(&self, place: ChannelId) -> Answer {
        let ben = &self.ben;
        self.story.command_in(place, ben, "inbox", &[]).await
    }

    async fn press(&self, on: &Answer, label: &str) -> Answer {
        self.story.press(&self.ben, on, label).await
    }

    /// Shows what is from Acme, and that there is more, but nothing of Beta.
    #[track_caller]
    fn is_of_acme(&self, shown: &str, first: &str, address: &str) {
        assert!(shown.starts_with(first), "{shown}");
        assert!(shown.contains(MORE), "{shown}");
        let beta = self.beta.id().to_string();
        for word in ["Beta", &beta, &self.lobby.to_string(), "merger"] {
            assert!(!shown.contains(word), "{word}: {shown}");
        }
        assert!(shown.contains(address), "{shown}");
    }

    async fn end(mut self) {
        self.story.until("2026-03-02 08:00").await;
        for who in [self.ana.clone(), self.ben.clone()] {
            self.story.letters(&who);
        }
        self.story.end().await;
    }
}

#[tokio::test]
async fn in_a_server_the_inbox_shows_and_does_only_what_is_from_there() {
    let two = Two::begin().await;
    let (acme, support) = (&two.story.acme, two.story.support);
    let here = link(acme, support, two.asks(support, "the invoice?"));
    two.asks(support, "and the other invoice?");
    let there = link(&two.beta, two.lobby, two.asks(two.lobby, "the merger?"));
    two.asks(two.lobby, "and the merger of the other?");

    let inbox = two.inbox(support).await;
    two.is_of_acme(&inbox.text(), "2 wait for you.", &here);
    let why = two.press(&inbox, "Why these?").await.text();
    assert!(!why.contains(&two.lobby.to_string()), "{why}");
    let of_beta = two.inbox(two.lobby).await.text();
    assert!(
        of_beta.starts_with("2 wait for you.\n") && of_beta.contains(&there),
        "{of_beta}"
    );
    assert!(
        of_beta.contains(MORE) && !of_beta.contains("Acme"),
        "{of_beta}"
    );

    let done = two.press(&inbox, "Done with all").await;
    let text = done.text();
    assert!(
        text.starts_with("Nothing waits for you.\n") && text.contains("\nDone with all 2."),
        "{text}"
    );
    let back = two.press(&done, "Not done after all").await;
    two.is_of_acme(&back.text(), "2 wait for you.", &here);
    let later = two.story.pick(&two.ben, &back, &["Tomorrow"]).await.text();
    assert!(later.contains("\nAll 2 are put off."), "{later}");

    let all = two.inbox(two.ben.open_dm()).await.text();
    assert!(
        all.starts_with("2 wait for you. 2 are put off.") && !all.contains(MORE),
        "{all}"
    );
    assert!(all.contains(&here) && all.contains(&there), "{all}");
    two.end().await;
}

#[tokio::test]
async fn an_item_of_another_server_is_not_opened_nor_done() {
    let two = Two::begin().await;
    let asked = two.asks(two.lobby, "the merger?");
    two.asks(two.lobby, "and the other merger?");
    let inbox = two.inbox(two.lobby).await;
    let item = open(&two.story, &two.ben, &inbox.message().unwrap(), 1).await;
    let mut done = item.message().unwrap().buttons().into_iter();
    let done = done.find(|it| it.label == "Done").unwrap();
    let menu = inbox.message().unwrap().selects().remove(0).custom_id;
    let gone = "That is no longer there.";
    for (control, value) in [
        (menu, Some(asked.to_string())),
        (done.custom_id.unwrap(), None),
    ] {
        let value = value.as_deref();
        let told = super::who_may::uses(&two.story, &two.ben, &control, value).await;
        assert!(told.starts_with(gone), "{control}: {told}");
    }
    let list = two.press(&item, "Done").await.text();
    assert!(list.starts_with("1 waits for you.\nDone."), "{list}");
    two.end().await;
}

#[tokio::test]
async fn what_one_sent_and_asked_shows_where_one_did() {
    let two = Two::begin().await;
    let (story, ben, support) = (&two.story, &two.ben, two.story.support);
    let ana = two.ana.id().to_string();
    for (place, words) in [(support, "the invoice"), (two.lobby, "the merger")] {
        let options = [("who", ana.as_str()), ("message", words)];
        story.command_in(place, ben, "tell", &options).await;
    }
    let asks = format!("{} and this?", two.ana.mention());
    let here = link(&story.acme, support, ben.post(support, &asks).unwrap());
    let asked = ben.post(two.lobby, &asks).unwrap();
    two.ana.reply(two.lobby, asked, "no idea", Ping::Off).ok();
    let there = ben.post(two.lobby, &asks).unwrap();
    let there = link(&two.beta, two.lobby, there);
    story.stage.settle().await.unwrap();

    let inbox = two.inbox(support).await;
    let sent = two.press(&inbox, "Sent").await;
    let text = sent.text();
    two.is_of_acme(&text, "2 that you sent wait to be read.", &here);
    assert!(text.contains("> the invoice"), "{text}");
    let questions = two.press(&sent, "My questions").await.text();
    two.is_of_acme(&questions, "1 of your questions is open.", &here);

    let inbox = two.inbox(ben.open_dm()).await;
    let sent = two.press(&inbox, "Sent").await;
    let text = sent.text();
    assert!(
        text.contains("> the merger") && text.contains("> the invoice"),
        "{text}"
    );
    assert!(text.contains(&there) && !text.contains(MORE), "{text}");
    let questions = two.press(&sent, "My questions").await.text();
    assert!(
        questions.starts_with("2 of your questions are open.") && questions.contains(&there),
        "{questions}"
    );
    two.end().await;
}

#[tokio::test]
async fn a_muted_thread_is_named_where_it_is() {
    let two = Two::begin().await;
    let thread = two.ana.open_thread(two.lobby, "merger").unwrap();
    two.asks(thread, "the first?");
    let inbox = two.inbox(two.lobby).await;
    let item = open(&two.story, &two.ben, &inbox.message().unwrap(), 1).await;
    two.press(&item, "Mute thread").await;
    let muted = async |place| {
        let panel = two.story.command_in(place, &two.ben, "hours", &[]).await;
        two.press(&panel, "What I muted").await.text()
    };
    let of_acme = muted(two.story.support).await;
    assert_eq!(of_acme, format!("You have muted nothing here.\n{MORE}"));
    for place in [two.lobby, two.ben.open_dm()] {
        let named = muted(place).await;
        assert!(named.contains(&thread.to_string()), "{named}");
    }
    two.end().await;
}

#[tokio::test]
async fn of_what_one_may_not_read_there_is_nothing_elsewhere_either() {
    let two = Two::begin().await;
    two.asks(two.lobby, "the merger?");
    let (none, view) = (Permissions::NONE, Permissions::VIEW_CHANNEL);
    two.beta.overwrite(two.lobby, &two.ben, none, view);
    two.story.stage.settle().await.unwrap();
    let inbox = two.inbox(two.story.support).await.text();
    assert!(
        inbox.starts_with("Nothing waits for you.\n") && !inbox.contains("elsewhere"),
        "{inbox}"
    );
    two.end().await;
}

#[tokio::test]
async fn who_takes_no_direct_messages_opens_theirs_and_sees_all_of_it() {
    let two = Two::begin().await;
    two.ben.close_dms();
    let here = link(
        &two.story.acme,
        two.story.support,
        two.asks(two.story.support, "hi?"),
    );
    let there = link(&two.beta, two.lobby, two.asks(two.lobby, "the merger?"));
    // A command answers where it is used, whoever may write there.
    let all = two.inbox(two.ben.open_dm()).await.text();
    assert!(all.contains(&here) && all.contains(&there), "{all}");
    two.end().await;
}
