//! What each person's client does; the measure of an interruption. A table a rule: settings and messages, and what Ben's client does.

use discord_sim::{ChannelSettings, Level, NotificationKind, Reason, Settings};
use serde_json::json;

use crate::client::{Said, Story, Team, badge, level, push};

#[tokio::test]
async fn the_level_decides_between_push_badge_and_nothing() {
    let team = Team::new().await;
    team.holds(
        level(Level::Mentions),
        &[
            (Said::Plain, None),
            (Said::Mention, push(Reason::Mention)),
            (Said::Reply, push(Reason::Reply)),
            (Said::ReplyWithoutPing, None),
            (Said::Role, push(Reason::Role)),
            (Said::Everyone, push(Reason::Everyone)),
            (Said::Here, push(Reason::Everyone)),
        ],
    );
    team.holds(
        level(Level::Nothing),
        &[
            (Said::Plain, None),
            (Said::Mention, badge(Reason::Mention)),
            (Said::Reply, badge(Reason::Reply)),
            (Said::Role, badge(Reason::Role)),
            (Said::Everyone, badge(Reason::Everyone)),
        ],
    );
    team.holds(
        level(Level::All),
        &[
            (Said::Plain, push(Reason::AllMessages)),
            (Said::Mention, push(Reason::Mention)),
            (Said::ReplyWithoutPing, push(Reason::AllMessages)),
        ],
    );
}

#[tokio::test]
async fn in_a_muted_server_mentions_are_still_pushes_unless_nothing_is_set() {
    let team = Team::new().await;
    for (of, loud) in [
        (Level::All, NotificationKind::Push),
        (Level::Mentions, NotificationKind::Push),
        (Level::Nothing, NotificationKind::Badge),
    ] {
        let muted = Settings {
            muted: true,
            ..level(of)
        };
        team.holds(
            muted,
            &[
                (Said::Plain, None),
                (Said::Mention, Some((loud, Reason::Mention))),
                (Said::Reply, Some((loud, Reason::Reply))),
                (Said::Role, Some((loud, Reason::Role))),
                (Said::Everyone, Some((loud, Reason::Everyone))),
            ],
        );
    }
}

#[tokio::test]
async fn what_is_suppressed_is_nothing_unless_there_is_another_reason() {
    let team = Team::new().await;
    let roles = Settings {
        suppress_roles: true,
        ..Settings::default()
    };
    team.holds(
        roles,
        &[
            (Said::Mention, push(Reason::Mention)),
            (Said::Role, None),
            (Said::Everyone, push(Reason::Everyone)),
            (Said::RoleAndEveryone, push(Reason::Everyone)),
        ],
    );
    let everyone = Settings {
        suppress_everyone: true,
        ..Settings::default()
    };
    team.holds(
        everyone,
        &[
            (Said::Role, push(Reason::Role)),
            (Said::Everyone, None),
            (Said::Here, None),
            (Said::RoleAndEveryone, push(Reason::Role)),
        ],
    );
    let both_but_all = Settings {
        suppress_roles: true,
        suppress_everyone: true,
        ..level(Level::All)
    };
    team.holds(
        both_but_all,
        &[
            (Said::Role, push(Reason::AllMessages)),
            (Said::RoleAndEveryone, push(Reason::AllMessages)),
        ],
    );
}

#[tokio::test]
async fn without_mobile_push_the_desk_is_still_interrupted() {
    let team = Team::new().await;
    let desk_only = Settings {
        mobile_push: false,
        ..Settings::default()
    };
    let table = [(Said::Plain, None), (Said::Mention, push(Reason::Mention))];
    team.holds(desk_only, &table);
}

#[tokio::test]
async fn what_is_set_for_a_channel_goes_before_its_category_and_the_server() {
    let team = Team::new().await;
    let Story { acme, ben, .. } = &team.story;
    let category = acme.category("inner");
    let room = acme.text_in(category, "room");
    let own = |level, muted| ChannelSettings { level, muted };
    let (as_server, mention) = (own(None, false), ben.mention());
    // What is set for the server, the category, the room; what a plain message and a mention in the room are.
    let (all, nothing) = (Some(Level::All), Some(Level::Nothing));
    let plain = push(Reason::AllMessages);
    let (pushed, badged) = (push(Reason::Mention), badge(Reason::Mention));
    let table = [
        (Level::Mentions, as_server, as_server, None, pushed),
        (Level::Mentions, as_server, own(all, false), plain, pushed),
        (Level::Mentions, own(all, false), as_server, plain, pushed),
        (Level::All, own(nothing, false), as_server, None, badged),
        (
            Level::All,
            own(nothing, false),
            own(all, false),
            plain,
            pushed,
        ),
        (Level::All, as_server, own(nothing, false), None, badged),
        (Level::All, as_server, own(None, true), None, pushed),
        (Level::All, own(None, true), as_server, None, pushed),
        (Level::All, own(None, true), own(all, false), None, pushed),
        (Level::Nothing, as_server, own(all, true), None, pushed),
    ];
    for (of_server, of_category, of_room, plain, mentioned) in table {
        team.set(level(of_server));
        ben.channel_notification_settings(category, of_category);
        ben.channel_notification_settings(room, of_room);
        let row = (of_server, of_category, of_room);
        assert_eq!(team.told_of(room, "hello"), plain, "{row:?}");
        assert_eq!(team.told_of(room, &mention), mentioned, "{row:?}");
    }
    assert_eq!(
        team.told(Said::Mention),
        badge(Reason::Mention),
        "another channel is as the server"
    );
}

#[tokio::test]
async fn a_silent_message_is_only_a_badge() {
    let team = Team::new().await;
    team.set(level(Level::All));
    let (ben, crew) = (team.story.ben.mention(), team.crew);
    for (words, expected) in [
        ("hello".to_owned(), None),
        (ben.clone(), badge(Reason::Mention)),
        (format!("<@&{crew}>"), badge(Reason::Role)),
        ("@everyone".to_owned(), badge(Reason::Everyone)),
    ] {
        let silent = format!("@silent {words}");
        assert_eq!(
            team.told_of(team.story.support, &silent),
            expected,
            "{words}"
        );
    }
    let flagged = json!({ "content": ben, "flags": 1 << 12 });
    team.story.say(flagged).await;
    assert_eq!(team.of_ben(), badge(Reason::Mention));
}
