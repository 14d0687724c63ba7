//! Forums, and weeks that share a thread.

use super::*;
use crate::domain::ids::TagId;
use crate::domain::letter::Push;
use crate::domain::standup::{Forum, Tag};

fn forum(tags: &[&str], wants_tag: bool) -> Forum {
    let tag = |(number, name): (i64, &&str)| Tag {
        id: TagId::new(number),
        name: (*name).to_owned(),
    };
    Forum {
        tags: (1..).zip(tags).map(tag).collect(),
        wants_tag,
    }
}

#[test]
fn the_message_of_a_week_says_what_comes_below_it() {
    let (tongue, terms) = (Tongue::english(), terms("mon-fri 9-12"));
    let ids = (StandupId::new(3), OutboxId::new(4));
    insta::assert_snapshot!(seen(&week(&tongue, ids, &terms, (10, None))), @r"
    **Daily \*1\* · week 10** · Mon–Fri, 09:00–12:00 (Berlin). The message of each day comes below, all in one thread.
    ▌ -
    1. Done?
    2. Sure? · 1 to 5
    3. Blocked? · yes or no
    4. Where? · home / office
    [[Join]]
    ");
    let called = week(&tongue, ids, &terms, (10, terms.role));
    assert_eq!(called.push, Push::Call(terms.role.unwrap()));
    assert_eq!(
        week_thread(&tongue, &terms, monday().date_naive()),
        "Daily *1* · week 10"
    );
    let own = Terms {
        title: Some("{name} from {date}".parse().unwrap()),
        ..terms
    };
    let title = week_thread(&tongue, &own, monday().date_naive());
    assert_eq!(title, "Daily *1* from Mon 2 March");
}

#[test]
fn the_invitation_says_how_it_opens() {
    let (tongue, ids) = (Tongue::english(), (StandupId::new(3), OutboxId::new(4)));
    let forum = || Venue::Forum(Vec::new());
    let table = [
        (
            Venue::Text,
            Threads::ADay,
            "Each opens with a thread here, next",
        ),
        (
            Venue::Text,
            Threads::AWeek,
            "Those of a week open in one thread here, next",
        ),
        (
            forum(),
            Threads::ADay,
            "Each opens with a post in <#11>, next",
        ),
        (
            forum(),
            Threads::AWeek,
            "Those of a week open in one post in <#11>, next",
        ),
    ];
    for (venue, threads, expected) in table {
        let terms = Terms {
            venue,
            threads,
            ..terms("mon-fri 9-12")
        };
        let said = invitation(&tongue, ids, &terms, monday()).text;
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn tags_are_chosen_if_there_are_any() {
    let (tongue, channel) = (Tongue::english(), ChannelId::new(11));
    let screen = |forum: &Forum| {
        let picked = [TagId::new(2)];
        seen(&tags(&tongue, TermsId::new(5), (channel, forum), &picked))
    };
    insta::assert_snapshot!(screen(&forum(&["daily", "retro"], true)), @r"
    Each post in <#11> needs one of its tags, and can have five.
    (Choose up to five tags: daily, retro*)
    [Back]
    ");
    insta::assert_snapshot!(screen(&forum(&["daily"], false)), @r"
    Each post in <#11> can have up to five of its tags.
    (Choose up to five tags: daily)
    [Back]
    ");
    insta::assert_snapshot!(screen(&forum(&[], false)), @r"
    <#11> has no tags that everybody may use.
    [Back]
    ");
}

#[test]
fn the_panel_says_where_posts_and_threads_come() {
    let tongue = Tongue::english();
    let line = |venue: Venue, threads: Threads| {
        let terms = Terms {
            venue,
            threads,
            ..terms("mon-fri 9-12")
        };
        let drafted = Drafted {
            id: TermsId::new(5),
            standup: None,
            draft: terms.into(),
            next: Vec::new(),
            has_opened: false,
            open_until: None,
        };
        let panel = seen(&panel(&tongue, &drafted));
        panel
            .lines()
            .find(|line| line.contains("Where"))
            .unwrap()
            .to_owned()
    };
    let tags = |count| Venue::Forum((1..=count).map(TagId::new).collect());
    let table = [
        (
            Venue::Text,
            Threads::ADay,
            "**Where** · <#11>, a thread each time",
        ),
        (
            Venue::Text,
            Threads::AWeek,
            "**Where** · <#11>, one thread a week",
        ),
        (
            tags(0),
            Threads::ADay,
            "**Where** · <#11>, a post each time",
        ),
        (
            tags(1),
            Threads::AWeek,
            "**Where** · <#11>, a post a week with one of its tags",
        ),
        (
            tags(2),
            Threads::ADay,
            "**Where** · <#11>, a post each time with 2 of its tags",
        ),
    ];
    for (venue, threads, expected) in table {
        assert_eq!(line(venue, threads), expected);
    }
}
