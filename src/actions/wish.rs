//! "@Adagio later", "when" and "why": does what the message's menu does, and answers in a silent direct message. An answer in
//! the channel would be read by everybody, and belongs to one.
//!
//! Each is answered once, however often its message comes: the answer has a key of its own in the outbox. Where direct
//! messages are closed no answer comes, and nothing in the channel betrays that; what was wanted is done all the same.

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::outbox::{self, Target};
use super::preferences::{self, Caller};
use super::save::{Aside, save};
use super::why::{Subject, explain};
use super::{Adagio, Error};
use crate::domain::event::Post;
use crate::domain::explanation::Explanation;
use crate::domain::wish::{About, Fulfilled, Wish, WishKey, Word};
use crate::store;
use crate::wording::{self, Tongue};

/// Does what a message wants, and puts the answer into the outbox.
///
/// # Errors
/// If the database can't be read or written; then the same call can be made again.
pub(super) async fn fulfil(
    adagio: &Adagio,
    post: &Post,
    wish: &Wish,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let key = WishKey(post.id).to_string();
    if adagio.known().is_left_out(post.author) || is_answered(adagio, &key).await? {
        return Ok(());
    }
    let fulfilled = match (wish.word, &wish.about) {
        (Word::Urgent, _) => Fulfilled::NotUrgent,
        (Word::Unknown, _) | (_, None) => Fulfilled::Help,
        (Word::Later, Some(about)) => match saved(adagio, post, about, now).await {
            Ok(saved) => saved,
            // They were left out this very moment.
            Err(Error::Refused(_)) => return Ok(()),
            Err(Error::Internal(error)) => return Err(error),
        },
        (Word::When, Some(about)) => told_when(told(adagio, post, about, now).await?),
        (Word::Why, Some(about)) => Fulfilled::Explained(told(adagio, post, about, now).await?),
    };
    let person = preferences::look(adagio, post.author).person;
    let tongue = Tongue::of(person.locale.as_deref().unwrap_or_default());
    let to = Target::Direct {
        user: person.id,
        channel: person.channel,
    };
    let letter = |row| wording::wish::letter(&tongue, &fulfilled, (post, wish), &person, row);
    outbox::post_once(adagio, &key, to, letter, now).await
}

async fn is_answered(adagio: &Adagio, key: &str) -> anyhow::Result<bool> {
    let db = adagio.store.read().await;
    let mut db = db.context("begin reading what was answered")?;
    store::outbox::is_there(&mut db, key)
        .await
        .context("read what was answered")
}

async fn saved(
    adagio: &Adagio,
    post: &Post,
    about: &About,
    now: DateTime<Utc>,
) -> Result<Fulfilled, Error> {
    let caller = Caller {
        user: post.author,
        server: Some(post.place.server),
        locale: None,
        now,
    };
    let aside = Aside {
        message: about.message,
        place: post.place,
        author: about.author,
        author_name: about.author_name.clone(),
        text: about.text.clone(),
        mentions: about.mentions.clone(),
        edited_at: about.edited_at,
    };
    save(adagio, &caller, &aside).await.map(Fulfilled::Saved)
}

async fn told(
    adagio: &Adagio,
    post: &Post,
    about: &About,
    now: DateTime<Utc>,
) -> anyhow::Result<Explanation> {
    let subject = Subject {
        message: about.message,
        author: about.author,
        place: post.place,
        roles: post.author_roles.clone().unwrap_or_default(),
    };
    explain(adagio, post.author, &subject, now).await
}

/// When it is read, without the reasons.
fn told_when(mut explanation: Explanation) -> Fulfilled {
    if let Explanation::ToRecipient { steps, .. } = &mut explanation {
        steps.clear();
    }
    Fulfilled::Explained(explanation)
}
