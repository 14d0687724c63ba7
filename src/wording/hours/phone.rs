//! "Quiet phone too?": what keeps a phone quiet, and whether it does.

use chrono::{DateTime, Utc};

use super::super::controls::{button, primary, quietly};
use super::super::tongue::{Tongue, say};
use super::super::when;
use super::notifier_line;
use crate::domain::ids::{ChannelId, OutboxId, UserId};
use crate::domain::letter::{Button, Letter, Press, Push, Row, Verb};
use crate::domain::person::Person;
use crate::domain::phone::Test;

/// The way through Discord's settings, said plainly (PRODUCT P3).
pub(super) fn walk(tongue: &Tongue, person: &Person) -> Letter {
    let lines = [
        say!(tongue, "hours-phone-question"),
        say!(tongue, "hours-phone-steps"),
        notifier_line(tongue, person),
    ];
    let choices = vec![
        primary(
            say!(tongue, "hours-phone-test"),
            Press::plain(Verb::PhoneTest),
        ),
        button(
            say!(tongue, "hours-phone-adagio"),
            Press::plain(Verb::NotifierAdagio),
        ),
        to_discord(tongue),
    ];
    quietly(
        lines.join("\n"),
        vec![Row::Buttons(choices), super::direct::back(tongue)],
    )
}

/// How the test of this person stands, and what to do next.
pub fn letter(tongue: &Tongue, person: &Person, test: Test) -> Letter {
    match test {
        Test::None => walk(tongue, person),
        Test::Comes(channel, at) => asked(tongue, channel, Some(at)),
        Test::Asked(channel) => asked(tongue, channel, None),
        Test::Lost(channel) => {
            let lost = say!(tongue, "hours-phone-lost", channel = named(channel));
            quietly(lost, vec![super::direct::back(tongue)])
        }
    }
}

/// What did the phone do?
fn asked(tongue: &Tongue, channel: ChannelId, comes_at: Option<DateTime<Utc>>) -> Letter {
    let channel = named(channel);
    let first = match comes_at {
        Some(at) => {
            let distance = when::distance_tag(at);
            say!(
                tongue,
                "hours-phone-comes",
                channel = channel,
                distance = distance
            )
        }
        None => say!(tongue, "hours-phone-came", channel = channel),
    };
    let answer = |label, verb| button(label, Press::plain(verb));
    let answers = vec![
        answer(say!(tongue, "hours-phone-silent"), Verb::PhoneSilent),
        answer(say!(tongue, "hours-phone-badge"), Verb::PhoneBadge),
        answer(say!(tongue, "hours-phone-buzzed"), Verb::PhoneBuzzed),
    ];
    let text = format!("{first}\n{}", say!(tongue, "hours-phone-what"));
    quietly(
        text,
        vec![Row::Buttons(answers), super::direct::back(tongue)],
    )
}

/// The phone stayed quiet: Adagio notifies from now on.
pub fn quiet(tongue: &Tongue, person: &Person) -> Letter {
    let lines = [
        say!(tongue, "hours-phone-quiet"),
        notifier_line(tongue, person),
    ];
    let undo = Row::Buttons(vec![to_discord(tongue)]);
    quietly(lines.join("\n"), vec![undo, super::direct::back(tongue)])
}

/// The phone buzzed: which switch is still on.
pub fn buzzed(tongue: &Tongue, channel: ChannelId) -> Letter {
    let text = say!(tongue, "hours-phone-still-on", channel = named(channel));
    let again = vec![
        primary(
            say!(tongue, "hours-phone-again"),
            Press::plain(Verb::PhoneTest),
        ),
        to_discord(tongue),
    ];
    quietly(text, vec![Row::Buttons(again), super::direct::back(tongue)])
}

/// The mention that tests somebody's phone. It names its row, so that it is found again.
pub fn ping(tongue: &Tongue, user: UserId, id: OutboxId) -> Letter {
    let hours = button(
        say!(tongue, "digest-hours"),
        Press::about(Verb::Hours, id.get()),
    );
    Letter {
        text: say!(tongue, "hours-phone-ping", name = format!("<@{user}>")),
        sections: Vec::new(),
        rows: vec![Row::Buttons(vec![hours])],
        push: Push::Mention(user),
    }
}

fn to_discord(tongue: &Tongue) -> Button {
    button(
        say!(tongue, "hours-phone-discord"),
        Press::plain(Verb::NotifierDiscord),
    )
}

fn named(channel: ChannelId) -> String {
    format!("<#{channel}>")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::seen;
    use super::*;
    use crate::domain::delivery::Notifier;

    const DEV: ChannelId = ChannelId::new(10);

    fn said(test: Test) -> String {
        seen(&letter(
            &Tongue::english(),
            &Person::new(UserId::new(5)),
            test,
        ))
    }

    #[test]
    fn each_answer_leads_on() {
        let at = "2026-03-03T08:30:00Z".parse().unwrap();
        insta::assert_snapshot!(said(Test::Comes(DEV, at)), @r"
        **Phone test** · Close Discord on the computer and lock the phone. I mention you in <#10> <t:1772526600:R>; it is deleted when you have answered.
        What did the phone do?
        [Nothing] [Only a badge] [It buzzed]
        [Back]
        ");
        insta::assert_snapshot!(said(Test::Asked(DEV)), @r"
        **Phone test** · I mentioned you in <#10>.
        What did the phone do?
        [Nothing] [Only a badge] [It buzzed]
        [Back]
        ");
        insta::assert_snapshot!(said(Test::Lost(DEV)), @r"
        The test could not go out: I may not write in <#10>. Open `/hours` in another channel and test there.
        [Back]
        ");
        let mut person = Person::new(UserId::new(5));
        person.notifier = Notifier::Adagio;
        insta::assert_snapshot!(seen(&quiet(&Tongue::english(), &person)), @r"
        Your phone stays quiet when you are mentioned. From now on I notify you.
        **Notifications** · from me, but I may not write to you by DM yet. What can't wait stays in `/inbox` until you change Delivery.
        [Leave it to Discord]
        [Back]
        ");
        insta::assert_snapshot!(seen(&buzzed(&Tongue::english(), DEV)), @r"
        **It buzzed**, so one switch is still on. In this order:
        1. Server name › Notification Settings › **Nothing**. A *mute* isn't enough: mentions still come through.
        2. <#10> › Notification Settings: the channel, its category or the thread may have a choice of its own, which goes first. Choose **Use Server Default** or **Nothing**.
        3. Server name › Notification Settings › **Mobile Push Notifications** off.
        [[Test again]] [Leave it to Discord]
        [Back]
        ");
    }

    #[test]
    fn the_test_mentions_one_person_and_names_its_row() {
        let sent = ping(&Tongue::english(), UserId::new(5), OutboxId::new(36));
        assert_eq!(sent.push, Push::Mention(UserId::new(5)));
        insta::assert_snapshot!(seen(&sent), @r"
        <@5> this is the phone test that you asked for. It goes again in a few minutes.
        [My hours]
        ");
    }
}
