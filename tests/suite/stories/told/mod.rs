//! Words for somebody's digest: told, put there, and what their sender sees of them (PRODUCT P3b, P8).

mod changed;
mod put;
mod sent;
mod silently;
mod telling;

use discord_sim::{Answer, ChannelId, MessageId, Person, UserId};

use crate::harness::Story;

const OFFER: &str = "Post it here silently";

async fn tell(story: &Story, who: &Person, whom: &Person, words: &str) -> Answer {
    tell_id(story, who, whom.id(), words).await
}

async fn tell_id(story: &Story, who: &Person, whom: UserId, words: &str) -> Answer {
    let id = whom.to_string();
    let options = [("who", id.as_str()), ("message", words)];
    story.command(who, "tell", &options).await
}

/// Puts a message in #support into the digests of whom it mentions or answers.
async fn put(story: &Story, who: &Person, message: MessageId) -> Answer {
    put_in(story, who, story.support, message).await
}

async fn put_in(story: &Story, who: &Person, place: ChannelId, message: MessageId) -> Answer {
    let menu = who.message_menu(place, message, "Put in their digest");
    let answer = menu.await.unwrap().settled().await.unwrap();
    story.stage.settle().await.unwrap();
    answer
}

/// The tab "Sent" of somebody's inbox.
async fn sent(story: &Story, who: &Person) -> Answer {
    let inbox = story.command(who, "inbox", &[]).await;
    story.press(who, &inbox, "Sent").await
}

/// What a sender is told of who reads the digest of 09:00 in Berlin on the first day.
fn reads(whom: &Person) -> String {
    let name = whom.mention();
    format!("{name} reads this with the digest of <t:1772438400:F> (<t:1772438400:R>).")
}
