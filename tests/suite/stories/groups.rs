//! What is said to a role, or to everybody (PRODUCT P12): held once, delivered to each, settled for all.

use adagio::config::MessageContent;
use adagio::sandbox::Props;
use discord_sim::{ChannelId, MessageId, Permissions, Person, Ping, RoleId};

use crate::harness::{A_WHILE, Story, WAYS, at, link};

const MORNING: &str = "2026-03-02 08:00";
const AFTERNOON: &str = "2026-03-02 15:00";

/// Ben and Cara have the role billing, Dan hasn't; all three read digests. Ana, who asks, and Li have nothing to do with Adagio.
struct Office {
    story: Story,
    billing: RoleId,
    ana: Person,
    ben: Person,
    cara: Person,
    dan: Person,
    li: Person,
}

impl Office {
    async fn open() -> Self {
        Self::with(MessageContent::Readable).await
    }

    async fn with(content: MessageContent) -> Self {
        let mut story = Story::prepared(Props::default(), |stage| {
            stage.settings_mut().discord.message_content = content;
        })
        .await;
        let billing = story.acme.role("billing", Permissions::NONE);
        story.acme.make_mentionable(billing);
        let (ana, li) = (story.person("ana"), story.person("li"));
        let ben = story.joined("ben", "Europe/Berlin").await;
        let cara = story.joined("cara", "Europe/Berlin").await;
        let dan = story.joined("dan", "Europe/Berlin").await;
        for person in [&ben, &cara] {
            story.acme.give_role(person, billing);
        }
        Self {
            story,
            billing,
            ana,
            ben,
            cara,
            dan,
            li,
        }
    }

    fn asks(&self, place: ChannelId, what: &str) -> MessageId {
        let text = format!("<@&{}> {what}", self.billing);
        self.ana.post(place, &text).unwrap()
    }

    /// Somebody who may mention everybody.
    fn herald(&mut self) -> Person {
        let herald = self.story.person("herald");
        let role = self
            .story
            .acme
            .role("herald", Permissions::MENTION_EVERYONE);
        self.story.acme.give_role(&herald, role);
        herald
    }

    /// The first lines of what each of the three gets by this time; empty: nothing.
    async fn openings(&mut self, time: &str) -> [String; 3] {
        self.story.until(time).await;
        [&self.ben, &self.cara, &self.dan].map(|person| {
            let letters = self.story.letters(person);
            assert!(letters.len() < 2, "{letters:#?}");
            letters.into_iter().map(|letter| letter.content).collect()
        })
    }
}

const ONE: &str = "1 waits for you.";

#[tokio::test]
async fn what_is_asked_of_a_role_waits_once_for_each_who_has_it() {
    let mut office = Office::open().await;
    let support = office.story.support;
    let asked = office.asks(support, "is the March export final?");
    let jump = link(&office.story.acme, support, asked);

    office.story.until(MORNING).await;
    for person in [office.ben.clone(), office.cara.clone()] {
        let letter = office.story.letter(&person);
        let text = letter.text();
        assert_eq!(letter.content, ONE);
        assert!(
            text.contains("**ana** to @billing, nobody has answered"),
            "{text}"
        );
        assert!(text.contains("is the March export final?"), "{text}");
        assert!(text.contains(&jump), "{text}");
    }
    // Neither to Dan, nor a second time.
    assert_eq!(office.openings("2026-03-03 18:00").await, ["", "", ""]);
    office.story.end().await;
}

#[tokio::test]
async fn the_first_answer_of_somebody_with_the_role_settles_it_for_all() {
    let mut office = Office::open().await;
    let (support, acme) = (office.story.support, office.story.acme.clone());
    acme.give_role(&office.li, office.billing);
    let replied = office.asks(support, "a reply by who hasn't joined");
    office.li.reply(support, replied, "yes", Ping::Off).unwrap();
    let ticked = office.asks(support, "a tick");
    office.li.react(support, ticked, "✅").unwrap();
    let begun = office.asks(support, "in its thread");
    let thread = office.ana.start_thread(support, begun, "more").unwrap();
    office.cara.post(thread, "here it is").unwrap();
    let withdrawn = office.asks(support, "by who asked");
    office.ana.react(support, withdrawn, "✅").unwrap();

    assert_eq!(office.openings(MORNING).await, ["", "", ""]);
    let why = office.story.why(&office.ben, support, replied).await;
    assert_eq!(
        why.text(),
        "This no longer waits for you.\n- Somebody else who has the role answered."
    );
    office.story.end().await;
}

#[tokio::test]
async fn who_has_not_the_role_settles_nothing_and_a_tick_can_be_taken_back() {
    let mut office = Office::open().await;
    let support = office.story.support;
    let asked = office.asks(support, "anybody?");
    office
        .dan
        .reply(support, asked, "no idea", Ping::Off)
        .unwrap();
    office.li.react(support, asked, "✅").unwrap();
    office
        .ana
        .reply(support, asked, "please", Ping::Off)
        .unwrap();
    office.cara.react(support, asked, "✅").unwrap();
    office.story.stage.settle().await.unwrap();
    office.cara.unreact(support, asked, "✅").unwrap();

    assert_eq!(office.openings(MORNING).await, [ONE, ONE, ""]);
    office.story.end().await;
}

#[tokio::test]
async fn who_has_the_role_when_the_digest_comes_gets_it() {
    let mut office = Office::open().await;
    let acme = office.story.acme.clone();
    office.asks(office.story.support, "who takes this?");
    office.story.stage.settle().await.unwrap();
    acme.take_role(&office.ben, office.billing);
    acme.give_role(&office.dan, office.billing);

    assert_eq!(office.openings(MORNING).await, ["", ONE, ONE]);
    // The afternoon's digest is asked for again: Ben has it by then.
    acme.give_role(&office.ben, office.billing);
    office.asks(office.story.dev, "and this?");
    assert_eq!(
        office.openings(AFTERNOON).await,
        ["2 wait for you.", ONE, ONE]
    );
    office.story.end().await;
}

#[tokio::test]
async fn a_role_that_its_author_may_not_mention_pings_nobody() {
    let mut office = Office::open().await;
    let acme = office.story.acme.clone();
    acme.make_unmentionable(office.billing);
    let usual = Permissions::everyone_by_default() - Permissions::MENTION_EVERYONE;
    acme.role_permissions(acme.everyone(), usual);
    office.asks(office.story.support, "psst");
    let said = office.ana.post(office.story.dev, "@everyone hello");
    said.unwrap();
    assert_eq!(office.openings(MORNING).await, ["", "", ""]);
    office.story.end().await;
}

#[tokio::test]
async fn a_channel_that_a_holder_of_the_role_cannot_read_leaves_no_trace() {
    let mut office = Office::open().await;
    let acme = office.story.acme.clone();
    let board = acme.role("board", Permissions::NONE);
    let room = acme.private_text("board-room", &[board.into(), acme.bot_role().into()]);
    for person in [&office.ana, &office.cara] {
        acme.give_role(person, board);
    }
    office.asks(room, "the figures, please");

    assert_eq!(office.openings(MORNING).await, ["", ONE, ""]);
    let inbox = office.story.command(&office.ben, "inbox", &[]).await;
    assert!(
        inbox.text().starts_with("Nothing waits for you."),
        "{}",
        inbox.text()
    );
    office.story.end().await;
}

#[tokio::test]
async fn the_inbox_shows_what_is_asked_of_a_role_and_delivers_nothing() {
    let mut office = Office::open().await;
    let support = office.story.support;
    let asked = office.asks(support, "final?");
    let jump = link(&office.story.acme, support, asked);
    let inbox = office.story.command(&office.ben, "inbox", &[]).await.text();
    assert!(
        inbox.contains(&jump) && inbox.contains("to @billing"),
        "{inbox}"
    );
    let dans = office.story.command(&office.dan, "inbox", &[]).await.text();
    assert!(!dans.contains(&jump), "{dans}");
    assert_eq!(office.openings(MORNING).await, [ONE, ONE, ""]);
    office.story.end().await;
}

#[tokio::test]
async fn who_is_asked_themselves_and_by_role_is_asked_once() {
    let mut office = Office::open().await;
    let text = format!("<@&{}> {} final?", office.billing, office.ben.mention());
    office.ana.post(office.story.support, &text).unwrap();
    office.story.until(MORNING).await;
    let letter = office.story.letter(&office.ben);
    assert_eq!(letter.content, ONE);
    assert!(!letter.text().contains("to @billing"), "{}", letter.text());
    office.story.letter(&office.cara);
    office.story.end().await;
}

#[tokio::test]
async fn in_a_sync_channel_a_role_reaches_at_once_who_made_adagio_their_notifier() {
    let mut office = Office::open().await;
    let keeper = office.story.keeper("kim");
    let support = office.story.support;
    let eve = office.story.undisturbed("eve", "Europe/Berlin").await;
    let flo = office.story.undisturbed("flo", "Europe/Berlin").await;
    office.story.acme.give_role(&eve, office.billing);
    office.story.set_mode(&keeper, Some(support), "sync").await;

    office.story.until("2026-03-02 10:17").await;
    office.asks(support, "the site is down");
    office.story.stage.settle().await.unwrap();

    assert_eq!(office.story.letter(&eve).content, "ana asks for you.");
    assert_eq!(office.story.pushes(&eve), [at("2026-03-02 10:17")]);
    // Ben and Cara heard it from Discord; Flo hasn't the role.
    assert_eq!(office.story.pushes(&office.ben), [at("2026-03-02 10:17")]);
    assert_eq!(office.openings("2026-03-03 18:00").await, ["", "", ""]);
    assert_eq!(office.story.letters(&flo).len(), 0);
    office.story.end().await;
}

#[tokio::test]
async fn an_announcement_to_everybody_is_one_item_and_the_last() {
    let mut office = Office::open().await;
    let herald = office.herald();
    let (support, dev) = (office.story.support, office.story.dev);
    let announced = herald.post(support, "@everyone the office moves").unwrap();
    herald.post(support, "@here cake").unwrap();
    let text = format!("{} final?", office.ben.mention());
    office.ana.post(dev, &text).unwrap();
    office.asks(dev, "final?");

    office.story.until(MORNING).await;
    let letter = office.story.letter(&office.ben);
    assert_eq!(letter.content, "4 wait for you.");
    let text = letter.text();
    let place = |what: &str| {
        text.find(what)
            .unwrap_or_else(|| panic!("{what} in {text}"))
    };
    let order = [
        place("`1` **ana** ·"),
        place("`2` **ana** to @billing"),
        place("`3` **herald** to everybody"),
        place("`4` **herald** to everybody"),
    ];
    assert!(order.is_sorted(), "{text}");
    assert!(
        text.contains(&link(&office.story.acme, support, announced)),
        "{text}"
    );
    let [_, cara, dan] = office.openings(MORNING).await;
    assert_eq!(
        (cara.as_str(), dan.as_str()),
        ("3 wait for you.", "2 wait for you.")
    );
    assert_eq!(office.openings("2026-03-03 18:00").await, ["", "", ""]);
    office.story.end().await;
}

#[tokio::test]
async fn an_edit_makes_no_announcement_but_is_shown_as_it_reads_now() {
    let mut office = Office::open().await;
    let herald = office.herald();
    let support = office.story.support;
    let said = herald.post(support, "the office moves").unwrap();
    office.story.stage.settle().await.unwrap();
    herald
        .edit(support, said, "@everyone the office moves")
        .unwrap();
    assert_eq!(office.openings(MORNING).await, ["", "", ""]);

    let announced = herald.post(support, "@everyone on Monday").unwrap();
    let withdrawn = herald.post(support, "@everyone nonsense").unwrap();
    office.story.stage.settle().await.unwrap();
    herald
        .edit(support, announced, "@everyone on Tuesday")
        .unwrap();
    herald.edit(support, withdrawn, "forget it").unwrap();
    office.story.until(AFTERNOON).await;
    let letter = office.story.letter(&office.dan);
    assert_eq!(letter.content, "1 waits for you. 1 settled itself.");
    assert!(letter.text().contains("on Tuesday"), "{}", letter.text());
    office.openings(AFTERNOON).await;
    office.story.end().await;
}

#[tokio::test]
async fn when_and_why_tells_holders_of_a_role_their_own_and_the_sender_nothing_about_them() {
    let mut office = Office::open().await;
    let herald = office.herald();
    let support = office.story.support;
    let asked = office.asks(support, "final?");
    let announced = herald.post(support, "@everyone cake").unwrap();

    let to_ben = office.story.why(&office.ben, support, asked).await.text();
    assert_eq!(
        to_ben,
        format!(
            "You read this with your digest of <t:1772438400:F> (<t:1772438400:R>).\n\
             - It is for everybody who has a role of yours; the first answer settles it for all.\n\
             - Pings wait in <#{support}> (`async`).\n\
             - The next digest after that: <t:1772438400:F>."
        )
    );
    let to_dan = office.story.why(&office.dan, support, asked).await.text();
    assert_eq!(to_dan, "Nothing here waits for a digest of yours.");
    let to_ana = office.story.why(&office.ana, support, asked).await.text();
    assert_eq!(
        to_ana,
        format!(
            "<@&{}>: who has the role and reads digests finds this in their next one, until the first of them answers.",
            office.billing
        )
    );
    let to_dan = office
        .story
        .why(&office.dan, support, announced)
        .await
        .text();
    assert!(
        to_dan.contains(
            "\n- It is for everybody here: that waits for the digest, whatever the channel.\n"
        ),
        "{to_dan}"
    );
    let to_herald = office.story.why(&herald, support, announced).await.text();
    assert_eq!(
        to_herald,
        "Everybody who reads digests finds this in their next one, among the last."
    );
    office.story.until(MORNING).await;
    office.openings(MORNING).await;
    office.story.end().await;
}

#[tokio::test]
async fn a_role_is_heard_with_or_without_words() {
    for content in [MessageContent::Readable, MessageContent::LinksOnly] {
        let mut office = Office::with(content).await;
        let herald = office.herald();
        let support = office.story.support;
        let asked = office.asks(support, "where is the invoice?");
        herald
            .post(support, "@everyone the invoice is here")
            .unwrap();
        office.story.until(MORNING).await;
        let text = office.story.letter(&office.cara).text();
        assert!(
            text.contains("to @billing") && text.contains("to everybody"),
            "{text}"
        );
        assert!(
            text.contains(&link(&office.story.acme, support, asked)),
            "{text}"
        );
        let quotes = content == MessageContent::Readable;
        assert_eq!(text.contains("invoice"), quotes, "{text}");
        office.openings(MORNING).await;
        office.story.end().await;
    }
}

#[tokio::test]
async fn what_was_asked_of_a_role_outlives_a_restart() {
    for way in WAYS {
        let mut office = Office::open().await;
        office.asks(office.story.support, "before");
        office.story.stage.settle().await.unwrap();
        office.story.goes(way).await;
        office.story.comes_back_after(A_WHILE).await;
        office.asks(office.story.support, "after");
        let two = "2 wait for you.";
        assert_eq!(office.openings(MORNING).await, [two, two, ""], "{way:?}");
        office.story.end().await;
    }
}
