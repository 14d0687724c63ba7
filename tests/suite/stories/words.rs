//! What people write reaches a digest as words: it pings nobody, fakes no link, breaks no frame (PRODUCT P5, A5).

use discord_sim::{NotificationKind, SeenMessage};

use crate::harness::Story;

const MORNING: &str = "2026-03-02 08:00";

/// The lines in which a digest quotes people.
fn quotes(digest: &SeenMessage) -> Vec<String> {
    let bodies = digest
        .embeds
        .iter()
        .filter_map(|embed| embed["description"].as_str());
    let lines = bodies.flat_map(str::lines);
    lines
        .filter_map(|line| line.strip_prefix("> "))
        .map(str::to_owned)
        .collect()
}

/// Without the intent nothing that people write is shown.
#[tokio::test]
async fn what_people_write_is_shown_and_does_nothing() {
    let mut story = Story::of_words().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    let cara = story.person("cara");
    let role = story.acme.role("billing", discord_sim::Permissions::NONE);
    let written = [
        "@everyone and @here".to_owned(),
        format!("<@&{role}> and {}", cara.mention()),
        "[your bank](https://evil.example)".to_owned(),
        "```\n# big\n> quote".to_owned(),
        "||secret|| **loud** ~~gone~~ `code".to_owned(),
        "one\n\n`2` **boss** · [Open](https://evil.example)\n-# two".to_owned(),
        "https://example.com/a_b_c?x=[1]** fine".to_owned(),
        "nothing to see\u{202e}gpj.exe".to_owned(),
        "🎉".repeat(900),
    ];
    for text in &written {
        ana.post(story.dev, &format!("{} {text}", ben.mention()))
            .unwrap();
    }

    story.until(MORNING).await;

    let digest = story.letter(&ben);
    assert_eq!(digest.content, "9 wait for you.");
    let quotes = quotes(&digest);
    assert_eq!(quotes.len(), written.len(), "each is one line: {quotes:#?}");
    assert_eq!(
        quotes[..8],
        [
            "@\u{200b}everyone and @\u{200b}here",
            "@ben @role and @cara",
            r"\[your bank\](https://evil.example)",
            r"\`\`\` # big \> quote",
            r"(spoiler) \*\*loud\*\* \~\~gone\~\~ \`code",
            r"one \`2\` \*\*boss\*\* · \[Open\](https://evil.example) -# two",
            r"https://example.com/a_b_c?x=%5B1 \]\*\* fine",
            "nothing to seegpj.exe",
        ]
    );
    assert!(
        quotes[8].ends_with('…') && quotes[8].chars().count() <= 200,
        "{}",
        quotes[8]
    );
    let pinged = |id| digest.mentions.contains(&id) || digest.mention_everyone;
    assert!(!pinged(cara.id()) && digest.mention_roles.is_empty());
    story.end().await;
}

/// Without the intent no name is kept of who didn't join: Discord shows who it is where their id stands.
#[tokio::test]
async fn a_name_is_only_a_name() {
    let mut story = Story::of_words().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    story
        .acme
        .nickname(&ana, Some("**boss** https://evil.example"));
    story.acme.rename("Acme [free](https://evil.example)");
    ana.post(story.dev, &format!("{} ready?", ben.mention()))
        .unwrap();

    story.until(MORNING).await;

    let text = story.letter(&ben).text();
    let name = r"`1` **\*\*boss\*\* https\://evil.example** · <t:";
    assert!(text.contains(name), "{text}");
    assert!(
        text.contains(r"Acme \[free\](https\://evil.example)"),
        "{text}"
    );
    story.end().await;
}

#[tokio::test]
async fn a_digest_of_the_longest_messages_fits_and_loses_no_link() {
    let mut story = Story::begin().await;
    let ana = story.person("ana");
    let ben = story.joined("ben", "Europe/Berlin").await;
    story.acme.nickname(&ana, Some(&"*".repeat(32)));
    for _ in 0..10 {
        let text = format!("{} {}", ben.mention(), "*_`".repeat(600));
        ana.post(story.dev, &text).unwrap();
    }

    story.until(MORNING).await;

    let digest = story.letter(&ben);
    assert_eq!(digest.text().matches("[Open](").count(), 10);
    let pushed = story.sim().notifications_of(ben.id());
    assert_eq!(
        pushed.last().map(|push| push.kind),
        Some(NotificationKind::Push)
    );
    story.end().await;
}
