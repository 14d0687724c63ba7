//! What became of messages that were known before the bot went away.

use discord_sim::Ping;

use super::Talk;

#[tokio::test]
async fn what_was_settled_or_changed_while_the_bot_was_away_is_known() {
    let mut talk = Talk::begin().await;
    let acme = &talk.story.acme;
    // Where Ben writes, what came before counts as seen: his answer is elsewhere.
    let (place, elsewhere) = (talk.story.support, talk.story.dev);
    let emptied = acme.text("emptied");
    let asked: Vec<_> = [
        "stays",
        "deleted",
        "unmentioned",
        "ticked",
        "reworded",
        "unticked",
    ]
    .map(|what| talk.asks(place, what))
    .into();
    let answered = talk.asks(elsewhere, "answered");
    let gone = talk.asks(emptied, "gone with all others");
    talk.ana.react(place, asked[5], "✅").unwrap();
    for n in 0..300 {
        talk.ana.post(place, &format!("talk {n}")).unwrap();
    }
    talk.story.until("2026-03-02 06:30").await;
    talk.goes().await;
    talk.ana.delete(place, asked[1]).unwrap();
    talk.ana.edit(place, asked[2], "never mind").unwrap();
    talk.ana.react(place, asked[3], "✅").unwrap();
    let words = format!("{} in other words", talk.ben.mention());
    talk.ana.edit(place, asked[4], &words).unwrap();
    talk.ana.unreact(place, asked[5], "✅").unwrap();
    let here = "Here it is.";
    talk.ben
        .reply(elsewhere, answered, here, Ping::Off)
        .unwrap();
    talk.ana.delete(emptied, gone).unwrap();
    talk.comes_back().await;
    let letter = talk.letter().await;
    assert_eq!(letter.content, "3 wait for you. 5 settled themselves.");
    for what in ["stays", "in other words", "unticked"] {
        assert!(
            talk.story.read(&letter.text()).contains(what),
            "{what}: {}",
            letter.text()
        );
    }
    talk.story.end().await;
}

#[tokio::test]
async fn what_was_written_and_ticked_meanwhile_is_settled() {
    let mut talk = Talk::begin().await;
    let place = talk.story.support;
    talk.goes().await;
    let ticked = talk.asks(place, "ticked off by Ben");
    let open = talk.asks(place, "open");
    talk.ben.react(place, ticked, "✅").unwrap();
    talk.ana.react(place, open, "👍").unwrap();
    talk.comes_back().await;
    talk.ends_with("1 waits for you. 1 settled itself.", &[(place, open)])
        .await;
}

/// Whether the mention was there from the beginning can't be told; from the edit on it was.
#[tokio::test]
async fn a_mention_that_was_edited_in_meanwhile_is_found() {
    let mut talk = Talk::begin().await;
    let place = talk.story.support;
    let bare = talk.ana.post(place, "is it final?").unwrap();
    talk.goes().await;
    let words = format!("{} is it final?", talk.ben.mention());
    talk.ana.edit(place, bare, &words).unwrap();
    talk.comes_back().await;
    talk.ends_with("1 waits for you.", &[(place, bare)]).await;
}

#[tokio::test]
async fn a_channel_that_the_bot_is_shut_out_of_tells_nothing_of_what_became_of_it() {
    let mut talk = Talk::begin().await;
    let place = talk.story.support;
    let asked = talk.asks(place, "still there");
    talk.story.until("2026-03-02 06:30").await;
    talk.goes().await;
    let acme = &talk.story.acme;
    let history = discord_sim::Permissions::READ_MESSAGE_HISTORY;
    acme.overwrite(
        place,
        acme.bot_role(),
        discord_sim::Permissions::NONE,
        history,
    );
    let unseen = talk.asks(place, "unseen");
    talk.comes_back().await;
    let letter = talk.letter().await;
    assert_eq!(letter.content, "1 waits for you.");
    let text = letter.text();
    assert!(text.contains(&asked.to_string()) && !text.contains(&unseen.to_string()));
    talk.story.end().await;
}

#[tokio::test]
async fn an_answer_that_was_deleted_meanwhile_answers_nothing() {
    let mut talk = Talk::begin().await;
    let place = talk.story.support;
    let asked = talk.asks(place, "open?");
    let thread = talk.ana.start_thread(place, asked, "more").unwrap();
    let answer = talk.ben.post(thread, "no").unwrap();
    talk.ana.post(thread, "are you sure?").unwrap();
    talk.story.until("2026-03-02 06:30").await;
    talk.goes().await;
    talk.ben.delete(thread, answer).unwrap();
    talk.comes_back().await;
    talk.ends_with("1 waits for you.", &[(place, asked)]).await;
}
