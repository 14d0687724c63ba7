//! Which commands Discord has been told of, so that they are told again only when they changed.

use anyhow::Context;

use super::Adagio;
use crate::store::memo;

/// The name under which the last set is remembered.
const MEMO: &str = "commands";

/// Whether this set, by its fingerprint, is the one that Discord knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    Already,
    NotYet,
}

/// Whether Discord knows the set with this fingerprint.
///
/// # Errors
/// If the database can't be read.
pub async fn look(adagio: &Adagio, fingerprint: &str) -> anyhow::Result<Registered> {
    let mut db = adagio
        .store
        .read()
        .await
        .context("begin reading the commands")?;
    let last = memo::get(&mut db, MEMO)
        .await
        .context("read the last registered commands")?;
    Ok(if last.as_deref() == Some(fingerprint) {
        Registered::Already
    } else {
        Registered::NotYet
    })
}

/// Notes that Discord knows this set now.
///
/// # Errors
/// If the database can't be written; then they are registered once more, which does no harm.
pub async fn note(adagio: &Adagio, fingerprint: &str) -> anyhow::Result<()> {
    let mut turn = adagio.begin().await?;
    memo::set(turn.db(), MEMO, fingerprint)
        .await
        .context("note the registered commands")?;
    turn.commit(|_| {}).await
}

#[cfg(test)]
mod tests {
    use super::super::testing::House;
    use super::*;

    #[tokio::test]
    async fn a_set_is_registered_once_and_another_one_anew() {
        let house = House::new().await;
        assert_eq!(
            look(&house.adagio, "7:a").await.unwrap(),
            Registered::NotYet
        );
        note(&house.adagio, "7:a").await.unwrap();
        let house = house.restarted().await;
        assert_eq!(
            look(&house.adagio, "7:a").await.unwrap(),
            Registered::Already
        );
        assert_eq!(
            look(&house.adagio, "7:b").await.unwrap(),
            Registered::NotYet
        );
    }
}
