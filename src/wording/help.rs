//! `/help`: one screen.

use super::controls::{button, primary, quietly};
use super::tongue::{Tongue, say};
use crate::domain::letter::{Letter, Press, Row, Verb};

/// What Adagio does, and how.
pub fn letter(tongue: &Tongue) -> Letter {
    let text = [say!(tongue, "help-text"), say!(tongue, "help-setup")].join("\n");
    let row = Row::Buttons(vec![
        primary(say!(tongue, "hours-set-mine"), Press::plain(Verb::Hours)),
        button(
            say!(tongue, "privacy-title-button"),
            Press::plain(Verb::Privacy),
        ),
    ]);
    quietly(text, vec![row])
}

#[cfg(test)]
mod tests {
    use super::super::testing::seen;
    use super::*;

    #[test]
    fn help_is_one_screen() {
        let letter = letter(&Tongue::english());
        // Discord takes 2,000; what comes to be possible, and other languages, need room.
        assert!(letter.text.chars().count() <= 1_600);
        insta::assert_snapshot!(seen(&letter), @r"
        **Adagio holds what isn't urgent until you want to read it.**
        What mentions you, a role of yours or everybody, and what replies to you, waits for your next digest: one DM at times that you choose, never in your quiet hours. What is settled by then is left out. In `sync` channels a mention passes at once, outside quiet hours.
        Discord itself still pushes each mention to your phone: `/hours` › **Quiet phone too?** stops that.

        `/hours` your clock, quiet hours and digests, on one panel
        `/quiet` quiet hours, typed: `/quiet from:22:00 until:08:00`
        `/inbox` what waits for you now, what you **Sent**, and **My questions** that nobody has answered
        `/tell` words for somebody's next digest, posted nowhere
        `/standup` answer, skip, join or leave the channel's stand-up
        `/privacy` what is kept about you; forget it; be left out

        Choose an item of a digest or of `/inbox`: **Reply** · **Done** · **Later…** · **Mute thread** · **Nothing more from this person**
        A message › Apps: **Save for my digest** · **Put in their digest**, if you wrote it · **When and why?** it is read
        On a phone, reply to it instead: `@Adagio later`, `when` or `why`. I answer in a silent DM.

        ✅ on a message, by its sender or who is mentioned, settles it. One that begins with `@silent` waits for a digest.
        Clock changes: a digest time that is skipped comes an hour later; quiet hours hold while your clock reads inside them.
        With Manage Server: `/adagio setup` sets what channels promise and posts a welcome message; `/adagio standup new` opens a thread with your questions on the days you say, `/adagio standup list` lists them.
        [[Set my hours]] [What you keep about me]
        ");
    }
}
