//! What each person's client does; the measure of an interruption.

use discord_sim::{Level, NotificationKind, Permissions, Ping, Reason, Settings};
use serde_json::json;

use crate::client::Story;

#[tokio::test]
async fn a_person_is_notified_by_the_strongest_reason_and_only_where_they_can_look() {
    let story = Story::new().await;
    let crew = story.acme.role("crew", Permissions::NONE);
    story.acme.mentionable(crew, true);
    story.acme.give_role(&story.ben, crew);
    let hidden = story.acme.private_text("board", &[(&story.ana).into()]);
    let asked = story.ben.post(story.support, "question").unwrap();
    let push = NotificationKind::Push;
    let ben = story.ben.mention();
    let cases = [
        (story.support, "plain".to_owned(), None),
        (story.support, ben.clone(), Some((push, Reason::Mention))),
        (story.support, format!("`{ben}`"), None),
        (
            story.support,
            format!("<@&{crew}>"),
            Some((push, Reason::Role)),
        ),
        (
            story.support,
            format!("<@&{crew}> {ben}"),
            Some((push, Reason::Mention)),
        ),
        (
            story.support,
            "@everyone".to_owned(),
            Some((push, Reason::Everyone)),
        ),
        (
            story.support,
            format!("@silent {ben}"),
            Some((NotificationKind::Badge, Reason::Mention)),
        ),
        (hidden, ben.clone(), None),
    ];
    let of_ben = || {
        let notes = story.sim.take_notifications();
        notes
            .into_iter()
            .find(|note| note.person == story.ben.id())
            .map(|note| (note.kind, note.reason))
    };
    for (channel, text, expected) in cases {
        story.ana.post(channel, &text).unwrap();
        assert_eq!(of_ben(), expected, "{text}");
    }
    story
        .ana
        .reply(story.support, asked, "answer", Ping::On)
        .unwrap();
    assert_eq!(of_ben(), Some((push, Reason::Reply)));
    story
        .ana
        .reply(story.support, asked, "answer", Ping::Off)
        .unwrap();
    assert_eq!(of_ben(), None);
    let settings = Settings {
        level: Level::Nothing,
        ..Settings::default()
    };
    story.ben.notification_settings(&story.acme, settings);
    story.ana.post(story.support, &ben).unwrap();
    assert_eq!(of_ben(), Some((NotificationKind::Badge, Reason::Mention)));
    story.ben.notification_settings(
        &story.acme,
        Settings {
            level: Level::All,
            ..Settings::default()
        },
    );
    story.ana.post(story.support, "plain").unwrap();
    assert_eq!(of_ben(), Some((push, Reason::AllMessages)));
}

#[tokio::test]
async fn the_bots_silent_message_is_only_a_badge_and_its_unallowed_mention_nothing() {
    let story = Story::new().await;
    let content = story.ben.mention();
    story
        .say(json!({ "content": content, "flags": 1 << 12 }))
        .await;
    story
        .say(json!({ "content": content, "allowed_mentions": { "parse": [] } }))
        .await;
    let notes = story.sim.notifications_of(story.ben.id());
    assert_eq!(notes.len(), 1);
    assert_eq!(
        (notes[0].kind, notes[0].author),
        (NotificationKind::Badge, story.sim.bot_id())
    );
}
