//! What is announced to everybody: one item, and the last.

use super::{AFTERNOON, MORNING, Office};
use crate::harness::link;

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
