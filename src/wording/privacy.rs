//! `/privacy`: what is kept, and both ways out (PRODUCT A4).

use super::controls::{button, danger, primary, quietly};
use super::tongue::{Tongue, say};
use crate::domain::letter::{Button, Letter, Press, Row, Verb};
use crate::domain::privacy::{DirectChannel, Kept, Standing};

/// What is kept about the person.
pub fn kept(tongue: &Tongue, kept: &Kept) -> Letter {
    let mut lines = vec![say!(tongue, "privacy-title")];
    lines.extend(items(tongue, kept));
    lines.push(match kept.standing {
        Standing::Stranger => say!(tongue, "privacy-ids"),
        Standing::Known => say!(tongue, "privacy-excerpts"),
        Standing::LeftOut => say!(tongue, "privacy-left-out"),
    });
    quietly(lines.join("\n"), vec![Row::Buttons(ways_out(tongue, kept))])
}

fn items(tongue: &Tongue, kept: &Kept) -> Vec<String> {
    let mut items = Vec::new();
    if kept.standing == Standing::Known {
        items.push(say!(tongue, "privacy-settings"));
    }
    if kept.direct_channel == DirectChannel::Remembered {
        items.push(say!(tongue, "privacy-dm"));
    }
    if kept.servers > 0 {
        items.push(say!(tongue, "privacy-servers", count = kept.servers));
    }
    if kept.held > 0 {
        items.push(say!(tongue, "privacy-held", count = kept.held));
    }
    if kept.past > 0 {
        items.push(say!(tongue, "privacy-past", count = kept.past));
    }
    if kept.sent > 0 {
        items.push(say!(tongue, "privacy-sent", count = kept.sent));
    }
    if kept.deeds > 0 {
        items.push(say!(tongue, "privacy-deeds", count = kept.deeds));
    }
    if kept.standups > 0 {
        items.push(say!(tongue, "privacy-standups", count = kept.standups));
    }
    if kept.entries > 0 {
        items.push(say!(tongue, "privacy-entries", count = kept.entries));
    }
    if kept.mutes > 0 {
        items.push(say!(tongue, "privacy-mutes", count = kept.mutes));
    }
    if kept.letters > 0 {
        items.push(say!(tongue, "privacy-letters", count = kept.letters));
    }
    if items.is_empty() && kept.standing == Standing::Stranger {
        return vec![say!(tongue, "privacy-nothing")];
    }
    items.into_iter().map(|item| format!("• {item}")).collect()
}

fn ways_out(tongue: &Tongue, kept: &Kept) -> Vec<Button> {
    if kept.standing == Standing::LeftOut {
        return vec![primary(
            say!(tongue, "privacy-count-in"),
            Press::plain(Verb::CountIn),
        )];
    }
    let leave_out = button(
        say!(tongue, "privacy-leave-out"),
        Press::plain(Verb::LeaveOut),
    );
    if *kept == Kept::default() {
        return vec![leave_out];
    }
    vec![
        danger(say!(tongue, "privacy-forget"), Press::plain(Verb::Forget)),
        leave_out,
    ]
}

/// "Forget you?", and what goes.
pub fn forget_sure(tongue: &Tongue) -> Letter {
    let yes = danger(
        say!(tongue, "privacy-forget-yes"),
        Press::plain(Verb::ForgetSure),
    );
    quietly(
        say!(tongue, "privacy-forget-sure"),
        vec![Row::Buttons(vec![yes, keep(tongue)])],
    )
}

/// "Leave you out?", and what goes.
pub fn leave_out_sure(tongue: &Tongue) -> Letter {
    let yes = danger(
        say!(tongue, "privacy-leave-out-yes"),
        Press::plain(Verb::LeaveOutSure),
    );
    quietly(
        say!(tongue, "privacy-leave-out-sure"),
        vec![Row::Buttons(vec![yes, keep(tongue)])],
    )
}

fn keep(tongue: &Tongue) -> Button {
    button(
        say!(tongue, "privacy-forget-no"),
        Press::plain(Verb::Privacy),
    )
}

/// The person is forgotten.
pub fn forgotten(tongue: &Tongue) -> Letter {
    quietly(say!(tongue, "privacy-forgotten"), Vec::new())
}

/// The person is left out from now.
pub fn left_out(tongue: &Tongue) -> Letter {
    let back = button(
        say!(tongue, "privacy-count-in"),
        Press::plain(Verb::CountIn),
    );
    quietly(
        say!(tongue, "privacy-left-out"),
        vec![Row::Buttons(vec![back])],
    )
}

/// The person counts again.
pub fn counted_in(tongue: &Tongue) -> Letter {
    let set = button(say!(tongue, "hours-set-mine"), Press::plain(Verb::Hours));
    quietly(
        say!(tongue, "privacy-counted-in"),
        vec![Row::Buttons(vec![set])],
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::seen;
    use super::*;

    #[test]
    fn what_is_kept_is_said_and_how_it_ends() {
        let tongue = Tongue::english();
        let ana = Kept {
            standing: Standing::Known,
            servers: 2,
            direct_channel: DirectChannel::Remembered,
            held: 1,
            past: 4,
            sent: 3,
            deeds: 5,
            mutes: 0,
            letters: 6,
            standups: 0,
            entries: 0,
        };
        insta::assert_snapshot!(seen(&kept(&tongue, &ana)), @r"
        **What I keep about you**
        • Your settings: clock, quiet hours, digest times, delivery, notifications, language.
        • Which channel our direct messages are in.
        • That you joined in 2 servers.
        • 1 ping that waits for you.
        • 4 pings that were delivered or settled.
        • Your id with 3 pings of yours to others.
        • 5 notes of where you wrote last, or what you asked, answered or ticked. They settle pings, and go after 90 days.
        • 6 messages that I sent you or posted for you: sealed, without their words after 7 days, gone after 90.
        Excerpts are sealed at rest and go 7 days after delivery. Nobody, admins included, can see who joined or anybody's hours.
        [!Forget me] [Leave me out]
        ");
        insta::assert_snapshot!(seen(&kept(&tongue, &Kept::default())), @r"
        **What I keep about you**
        Nothing.
        You haven't joined. When you mention somebody who did, answer their question or tell them something by `/tell`, I keep your id and the time (90 days at most) and a sealed excerpt until it is delivered, and 7 days after.
        [Leave me out]
        ");
        let left_out = Kept {
            standing: Standing::LeftOut,
            ..Kept::default()
        };
        insta::assert_snapshot!(seen(&kept(&tongue, &left_out)), @r"
        **What I keep about you**
        You are left out: I note nothing that you write and no mention of you. I keep only your id and the date, to remember that.
        [[Count me in again]]
        ");
    }

    #[test]
    fn both_ways_out_ask_once_more() {
        let tongue = Tongue::english();
        insta::assert_snapshot!(seen(&forget_sure(&tongue)), @r"
        **Forget you?** Your settings go, and every ping to you, waiting or delivered. In pings that you sent to others, your id and the excerpt are cleared; the link stays. This can't be taken back.
        [!Yes, forget me] [No, keep it]
        ");
        insta::assert_snapshot!(seen(&leave_out_sure(&tongue)), @r"
        **Leave you out?** What I keep about you goes, your settings included, and from now on I note nothing that you write and no mention of you. You can come back at any time.
        [!Yes, leave me out] [No, keep it]
        ");
    }
}
