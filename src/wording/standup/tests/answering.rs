//! Sentences about answering as people see them.

use super::*;
use crate::domain::ids::UserId;
use crate::domain::letter::Edge;
use crate::domain::standup::{Answers, Asked, Entry, Manner, Saved, Whereabouts};

/// Li answers, and is held up.
fn entry(words: [&str; 4]) -> Entry {
    Entry {
        message: None,
        reply: None,
        user: UserId::new(42),
        name: "li *7*".to_owned(),
        picture: None,
        manner: Manner::Words,
        answers: Answers::new(words.map(|words| Some(words.to_owned()))),
        edits: 0,
        parts: 0,
        written_at: monday(),
        changed_at: monday(),
    }
}

fn held_up() -> Terms {
    Terms {
        questions: read_questions("Done?\nNext? [plan]\nStuck? [blocker]\nSure? [yes/no]").unwrap(),
        ..terms("mon-fri 9-12")
    }
}

#[test]
fn the_form_asks_everything_and_proposes_what_was_planned() {
    let (tongue, terms) = (Tongue::english(), held_up());
    let mut asked = Asked {
        run: RunId::new(9),
        revision: TermsId::new(5),
        server: ServerId::new(1),
        terms,
        day: monday().date_naive(),
        entry: None,
        planned: Some("the refund".to_owned()),
    };
    let form = questions_form(&tongue, &asked);
    assert_eq!(
        (form.title.as_str(), form.press.to_string().as_str()),
        ("Daily *1* · Mon 2 March", "a1:suentry:9:5.0")
    );
    let drafts: Vec<_> = form
        .fields
        .iter()
        .map(|field| field.value.as_deref())
        .collect();
    assert_eq!(drafts, [Some("the refund"), None, None, None]);
    asked.entry = Some(entry(["a", "b", "", "yes"]));
    let form = questions_form(&tongue, &asked);
    assert_eq!(
        form.press.to_string(),
        "a1:suentry:9:5.1",
        "phones keep what was typed by it"
    );
    let drafts: Vec<_> = form
        .fields
        .iter()
        .map(|field| field.value.as_deref())
        .collect();
    assert_eq!(drafts, [Some("a"), Some("b"), None, Some("yes")]);
}

#[test]
fn who_answered_is_told_where_it_stands_and_until_when() {
    let tongue = Tongue::english();
    let thread = Whereabouts::Thread(ServerId::new(1), ChannelId::new(12));
    let mut by = Saved {
        run: RunId::new(9),
        terms: held_up(),
        entry: entry(["a", "", "`b`", "yes"]),
        closes_at: span().until,
        whereabouts: thread,
    };
    insta::assert_snapshot!(seen(&saved(&tongue, &by)), @r"
    Saved. It stands in <#12>.
    It is open until <t:1772449200:f>; until then you can change it.
    [Edit]
    ");
    by.closes_at = monday();
    insta::assert_snapshot!(seen(&saved(&tongue, &by)), @r"
    Saved. It stands in <#12>.
    It had closed already, so yours is marked. The summary stays as it is.
    [Edit]
    ");
    by.whereabouts = Whereabouts::History;
    insta::assert_snapshot!(seen(&saved(&tongue, &by)), @r"
    This stand-up was deleted meanwhile, so nothing is posted. What you wrote is kept in its history; here it is for you:
    ▌ -
    **Done?**
    ```
    a
    ```
    **Stuck?**
    ```
    `b`
    ```
    **Sure?**
    ```
    yes
    ```
    ");
    insta::assert_snapshot!(seen(&skipped(&tongue, &by)), @r"
    You skip **Daily \*1\*** this time. Nobody is told.
    [Answer after all]
    ");
    let kept = not_taken(&tongue, &Refusal::LostChannel, by.run, &by.entry.answers);
    insta::assert_snapshot!(seen(&kept), @r"
    You can't read the channel of this stand-up any more, so nothing of yours is posted there.
    ▌ What you wrote
    ```
    a

    `b`

    yes
    ```
    [Answer again]
    ");
}

#[test]
fn an_entry_names_its_writer_and_a_blocker_colours_its_edge() {
    let (tongue, terms) = (Tongue::english(), held_up());
    let blocks = posts(
        &tongue,
        &terms,
        &entry(["a", "b", "the key", "no"]),
        span().until,
    );
    let block = &blocks[0][0];
    let told: Vec<_> = block
        .parts
        .iter()
        .map(|part| format!("{}: {}", part.title, part.body))
        .collect();
    assert_eq!(
        told,
        ["Done?: a", "Next?: b", "Stuck?: the key", "Sure?: No"]
    );
    assert_eq!(
        (block.author.as_ref().unwrap().name.as_str(), block.edge),
        ("li *7*", Edge::Held)
    );
    let free = posts(&tongue, &terms, &entry(["a", "b", "-", "no"]), span().until);
    assert_eq!(free[0][0].edge, Edge::Plain);
    let long = "x".repeat(4_000);
    let blocks = posts(
        &tongue,
        &terms,
        &entry([&long, "b", &long, "no"]),
        span().until,
    );
    let shape: Vec<_> = blocks.iter().map(Vec::len).collect();
    assert_eq!(shape, [2, 2], "two messages");
}

#[test]
fn the_summary_counts_and_says_first_what_is_in_the_way() {
    let (tongue, terms) = (Tongue::english(), held_up());
    let entries = [
        entry(["a", "b", "the [key](x)", "no"]),
        entry(["", "", "", "yes"]),
    ];
    let mut of = Summary {
        ids: (RunId::new(9), StandupId::new(3), OutboxId::new(128)),
        terms: &terms,
        day: monday().date_naive(),
        entries: &entries,
        joined: 5,
    };
    insta::assert_snapshot!(seen(&summary(&tongue, &of)), @r"
    **Daily \*1\* · Mon 2 March** · 2 of 5 answered
    ▌ In the way
    **li \*7\*** · the \[key\](x)
    ▌ -
    **li \*7\*** · a
    **li \*7\*** · Yes
    [Answer late] [Join]
    ");
    of.joined = 4;
    of.entries = &entries[..1];
    assert!(summary(&tongue, &of).text.ends_with("· 1 answered"));
    of.entries = &[];
    insta::assert_snapshot!(seen(&summary(&tongue, &of)), @r"
    **Daily \*1\* · Mon 2 March** · closed without an entry
    [Answer late] [Join]
    ");
}
