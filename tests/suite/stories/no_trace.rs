//! What its reader can't read now is in no digest and in no inbox, not even as a number (PRODUCT P6).

use chrono::TimeDelta;
use discord_sim::{ChannelId, Guild, Permissions, Person};

use crate::harness::{Story, at};

const MORNING: &str = "2026-03-02 08:00";
const NONE: Permissions = Permissions::NONE;
const VIEW: Permissions = Permissions::VIEW_CHANNEL;

/// A place that is closed to Ben after he was asked there, a second before his digest.
#[derive(Clone, Copy, Debug)]
enum Closed {
    ChannelMadePrivate,
    CategoryMadePrivate,
    ThreadOfChannelMadePrivate,
    HistoryTaken,
    RoleTaken,
    RoleMadePowerless,
    PrivateThreadLeft,
    ChannelDeleted,
    /// Who is timed out can't connect, and without that sees no voice chat.
    VoiceWhileTimedOut,
}

const WAYS: [Closed; 9] = [
    Closed::ChannelMadePrivate,
    Closed::CategoryMadePrivate,
    Closed::ThreadOfChannelMadePrivate,
    Closed::HistoryTaken,
    Closed::RoleTaken,
    Closed::RoleMadePowerless,
    Closed::PrivateThreadLeft,
    Closed::ChannelDeleted,
    Closed::VoiceWhileTimedOut,
];

/// Ana asks Ben where he can read it, and then he can't.
struct Scene<'a> {
    acme: &'a Guild,
    support: ChannelId,
    ana: &'a Person,
    ben: &'a Person,
}

impl Scene<'_> {
    /// Opens a place to both; says what closes it to Ben.
    fn open(&self, way: Closed) -> (ChannelId, Box<dyn FnOnce() + '_>) {
        let (acme, ana, ben) = (self.acme, self.ana, self.ben);
        let everyone = acme.everyone();
        let hide = move |channel| acme.overwrite(channel, everyone, NONE, VIEW);
        match way {
            Closed::ChannelMadePrivate => {
                let room = acme.text("room");
                (room, Box::new(move || hide(room)))
            }
            Closed::CategoryMadePrivate => {
                let wing = acme.category("wing");
                let room = acme.text_in(wing, "room");
                // Discord's client passes on what is changed to the channels that keep to their category.
                let close = move || [wing, room].into_iter().for_each(hide);
                (room, Box::new(close))
            }
            Closed::ThreadOfChannelMadePrivate => {
                let room = acme.text("room");
                let thread = ana.open_thread(room, "the plan").unwrap();
                (thread, Box::new(move || hide(room)))
            }
            Closed::HistoryTaken => {
                let room = acme.text("room");
                let history = Permissions::READ_MESSAGE_HISTORY;
                let close = move || acme.overwrite(room, everyone, NONE, history);
                (room, Box::new(close))
            }
            Closed::RoleTaken | Closed::RoleMadePowerless => {
                let board = acme.role("board", NONE);
                acme.give_role(ana, board);
                acme.give_role(ben, board);
                let room = acme.private_text("room", &[board.into(), acme.bot_role().into()]);
                let close = move || match way {
                    Closed::RoleTaken => acme.take_role(ben, board),
                    _ => acme.overwrite(room, board, NONE, VIEW),
                };
                (room, Box::new(close))
            }
            Closed::PrivateThreadLeft => {
                let thread = ana.start_private_thread(self.support, "salaries", &[ben]);
                let thread = thread.unwrap();
                let close = move || ana.remove_from_thread(thread, ben).unwrap();
                (thread, Box::new(close))
            }
            Closed::ChannelDeleted => {
                let room = acme.text("room");
                (room, Box::new(move || acme.delete_channel(room)))
            }
            Closed::VoiceWhileTimedOut => {
                let lounge = acme.voice("lounge");
                let until = at(MORNING) + TimeDelta::days(1);
                (lounge, Box::new(move || acme.time_out(ben, until)))
            }
        }
    }
}

#[tokio::test]
async fn what_its_reader_cannot_read_any_more_leaves_no_trace_not_even_a_number() {
    for way in WAYS {
        let mut story = Story::begin().await;
        let rights = Permissions::bot_by_default() | Permissions::MANAGE_THREADS;
        story.acme.bot_permissions(rights);
        let ana = story.person("ana");
        let ben = story.joined("ben", "Europe/Berlin").await;
        let acme = story.acme.clone();
        let scene = Scene {
            acme: &acme,
            support: story.support,
            ana: &ana,
            ben: &ben,
        };
        let (room, close) = scene.open(way);
        story.stage.settle().await.unwrap();
        let ask = |place, what: &str| {
            let text = format!("{} {what}", ben.mention());
            ana.post(place, &text).unwrap()
        };
        ask(room, "about the xylophone");
        let settled = ask(room, "and the quagmire");
        ana.react(room, settled, "✅").unwrap();
        ask(story.dev, "this one waits");
        story.until("2026-03-02 07:59").await;
        story.stage.set_clock(at(MORNING) - TimeDelta::seconds(1));
        close();

        story.until(MORNING).await;

        let digest = story.letter(&ben);
        assert_eq!(digest.content, "1 waits for you.", "{way:?}");
        let text = digest.text();
        let traces = [
            room.to_string(),
            "xylophone".to_owned(),
            "quagmire".to_owned(),
        ];
        for trace in &traces {
            assert!(!text.contains(trace), "{way:?}: {trace} in {text}");
        }
        // In a direct message: who is timed out can use no commands elsewhere.
        let inbox = story.command_in(ben.open_dm(), &ben, "inbox", &[]).await;
        let text = inbox.text();
        assert!(
            text.starts_with("Nothing waits for you."),
            "{way:?}: {text}"
        );
        story.end().await;
    }
}

#[tokio::test]
async fn who_is_out_of_a_server_finds_nothing_of_it_and_what_stands_elsewhere_still() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let beta = story.another_server("Beta");
    beta.add_member(&ana);
    beta.add_member(&ben);
    let lobby = beta.text("lobby");
    ben.run_command(lobby, "hours", &[]).await.unwrap();
    story.stage.settle().await.unwrap();
    story.asks(&ana, &ben, "about the xylophone");
    let text = format!("{} here?", ben.mention());
    ana.post(lobby, &text).unwrap();
    story.until("2026-03-02 07:59").await;
    story.acme.kick(&ben);

    story.until(MORNING).await;

    let digest = story.letter(&ben);
    assert_eq!(digest.content, "1 waits for you.");
    let text = digest.text();
    assert!(
        !text.contains("Acme") && !text.contains("xylophone"),
        "{text}"
    );
    assert!(text.contains("Beta"), "{text}");
    assert!(story.read(&text).contains("here?"), "{text}");
    story.end().await;
}

#[tokio::test]
async fn nothing_shows_of_who_is_timed_out_until_that_is_over() {
    let mut story = Story::begin().await;
    let ana = story.joined("ana", "Europe/Berlin").await;
    let ben = story.joined("ben", "Europe/Berlin").await;
    let cem = story.person("cem");
    story.asks(&ana, &ben, "is the export final?");
    let told = [("who", ben.id().to_string()), ("message", "lunch?".into())];
    let told = told.each_ref().map(|(name, value)| (*name, value.as_str()));
    story.command(&ana, "tell", &told).await;
    story.until("2026-03-02 07:59").await;
    story.acme.time_out(&ana, at("2026-03-03 06:00"));
    story.until(MORNING).await;
    assert!(story.letters(&ben).is_empty());

    // What others wrote comes; of theirs not even a count.
    story.asks(&cem, &ben, "and the invoice?");
    story.until("2026-03-02 15:00").await;
    let digest = story.letter(&ben);
    assert_eq!(digest.content, "1 waits for you.");
    let text = story.read(&digest.text());
    assert!(text.contains("> and the invoice?"), "{text}");
    assert!(
        !text.contains("export") && !text.contains("lunch"),
        "{text}"
    );
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(inbox.starts_with("Nothing waits for you."), "{inbox}");

    // Nothing is lost by it.
    story.until("2026-03-03 08:00").await;
    let digest = story.letter(&ben);
    assert_eq!(digest.content, "2 wait for you.");
    let text = story.read(&digest.text());
    assert!(text.contains("> is the export final?"), "{text}");
    assert!(text.contains("> lunch?"), "{text}");

    // Silenced after it came: nothing more of it is shown, and nothing can be done with it.
    story.acme.time_out(&ana, at("2026-03-04 06:00"));
    let menu = digest.selects().remove(0);
    let (_, value) = menu.options[0].clone();
    let opened = ben.select(digest.id, &menu.custom_id, &[&value]).await;
    let opened = opened.unwrap().settled().await.unwrap();
    story.stage.settle().await.unwrap();
    let told = opened.follow_ups().pop().unwrap().text();
    assert!(told.starts_with("That is no longer there."), "{told}");
    let inbox = story.command(&ben, "inbox", &[]).await.text();
    assert!(inbox.starts_with("Nothing waits for you."), "{inbox}");
    story.end().await;
}

#[tokio::test]
async fn what_somebody_wrote_who_has_left_by_then_is_shown_as_discord_shows_it() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    story.asks(&ana, &ben, "is the export final?");
    story.until("2026-03-02 07:59").await;
    story.acme.kick(&ana);
    story.until(MORNING).await;
    let digest = story.letter(&ben);
    assert_eq!(digest.content, "1 waits for you.");
    let text = story.read(&digest.text());
    assert!(text.contains("> is the export final?"), "{text}");
    story.end().await;
}
