//! How a person of the sandbox joins: through the same commands and buttons as everybody.

use anyhow::{Context, ensure};
use discord_sim::{Answer, ChannelId, CommandRefusal, Guild, Level, Person, Select, Settings};

use super::crowd::{Doors, Habits, Notifier};
use super::rhythm::{Rhythm, Window, days_as_typed, time_as_typed};

/// Joins with these habits, from `place`, a channel of `guild`.
///
/// # Errors
/// Adagio refuses, or one of its buttons isn't there.
pub(super) async fn join(
    person: &Person,
    guild: &Guild,
    place: ChannelId,
    habits: &Habits,
) -> anyhow::Result<()> {
    set_hours(person, place, &habits.rhythm).await?;
    if habits.notifier == Notifier::Adagio {
        let nothing = Settings {
            level: Level::Nothing,
            suppress_roles: true,
            suppress_everyone: true,
            ..Settings::default()
        };
        person.notification_settings(guild, nothing);
        press(person, place, &["Quiet phone too?", "Done: you notify me"]).await?;
    }
    press(person, place, &["Delivery", "Yes, by DM"]).await?;
    if habits.doors == Doors::Closed {
        person.close_dms();
    }
    Ok(())
}

/// Types zone, digest times and quiet hours.
///
/// # Errors
/// As [`join`].
pub(super) async fn set_hours(
    person: &Person,
    place: ChannelId,
    rhythm: &Rhythm,
) -> anyhow::Result<()> {
    let (zone, digests) = (rhythm.zone.name(), rhythm.digests_as_typed());
    let options = [("zone", zone), ("digests", digests.as_str())];
    let panel = settled(person.run_command(place, "hours", &options).await)
        .await
        .with_context(|| format!("/hours zone:{zone} digests:{digests}"))?;
    ensure!(
        panel.is_ephemeral(),
        "the panel of /hours can be seen by everybody"
    );
    for window in &rhythm.quiet {
        let typed = typed(*window);
        let options: Vec<_> = typed
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        settled(person.run_command(place, "quiet", &options).await)
            .await
            .with_context(|| format!("/quiet {typed:?}"))?;
    }
    Ok(())
}

/// Opens the panel and presses one button after the other.
///
/// # Errors
/// As [`join`].
pub(super) async fn press(
    person: &Person,
    place: ChannelId,
    labels: &[&str],
) -> anyhow::Result<()> {
    let mut shown = settled(person.run_command(place, "hours", &[]).await).await?;
    for label in labels {
        shown = settled(person.click_label(&shown, label).await)
            .await
            .with_context(|| format!("press [{label}]"))?;
    }
    Ok(())
}

/// Gives `channel` a mode, as somebody with Manage Server does.
///
/// # Errors
/// As [`join`].
pub(super) async fn set_mode(
    keeper: &Person,
    place: ChannelId,
    channel: ChannelId,
    mode: &str,
) -> anyhow::Result<()> {
    let panel = settled(keeper.run_command(place, "adagio setup", &[]).await).await?;
    let of_channels = select(&panel, |select| select.options.is_empty())?;
    let question = settled(
        keeper
            .select(&panel, &of_channels, &[&channel.to_string()])
            .await,
    )
    .await?;
    let of_modes = select(&question, |select| offers(select, mode))?;
    settled(keeper.select(&question, &of_modes, &[mode]).await).await?;
    Ok(())
}

/// The `custom_id` of the select that is meant.
fn select(answer: &Answer, is_meant: impl Fn(&Select) -> bool) -> anyhow::Result<String> {
    let shown = answer.message().context("the answer shows nothing")?;
    let mut selects = shown.selects().into_iter();
    let meant = selects
        .find(is_meant)
        .context("the answer has no such menu")?;
    Ok(meant.custom_id)
}

fn offers(select: &Select, value: &str) -> bool {
    select.options.iter().any(|(_, offered)| offered == value)
}

async fn settled(answer: Result<Answer, CommandRefusal>) -> Result<Answer, CommandRefusal> {
    answer?.settled().await
}

/// A window as the options of `/quiet`.
fn typed(window: Window) -> Vec<(&'static str, String)> {
    let days = ("days", days_as_typed(window.days));
    if (window.from, window.until) == (0, 24 * 60) {
        return vec![("from", "all day".to_owned()), days];
    }
    vec![
        ("from", time_as_typed(window.from)),
        ("until", time_as_typed(window.until)),
        days,
    ]
}

#[cfg(test)]
mod tests {
    use super::super::rhythm::{WEEKEND, WORKDAYS};
    use super::*;

    #[test]
    fn a_window_is_typed_as_people_type_it() {
        let night = Window {
            from: 22 * 60,
            until: 8 * 60,
            days: WORKDAYS,
        };
        let owned = |text: &str| text.to_owned();
        assert_eq!(
            typed(night),
            [
                ("from", owned("22:00")),
                ("until", owned("08:00")),
                ("days", owned("mon-fri"))
            ]
        );
        let free = Window {
            from: 0,
            until: 24 * 60,
            days: WEEKEND,
        };
        assert_eq!(
            typed(free),
            [("from", owned("all day")), ("days", owned("weekend"))]
        );
    }
}
