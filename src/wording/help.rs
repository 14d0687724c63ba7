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
        assert!(letter.text.chars().count() <= 2_000);
        insta::assert_snapshot!(seen(&letter), @r"
        **Adagio holds what isn't urgent until you want to read it.**
        What mentions you, a role of yours or everybody, and what replies to you, waits for your next digest: one DM at times that you choose, never in your quiet hours. What is answered, deleted or settled by then is left out; one answer to a role settles it for all who have it. An answer to your question comes along, though it pings nobody. In `sync` channels a mention passes at once, outside quiet hours.
        Discord itself still pushes each mention to your phone. `/hours` › **Quiet phone too?** stops that, and tests it.

        `/hours` your clock, quiet hours and digests, on one panel: `/hours digests:09:30, 16:00 mon-fri`
        `/quiet` quiet hours: `/quiet from:22:00 until:08:00 days:mon-fri` · `/quiet from:tonight` · `/quiet from:clear`
        `/inbox` what waits for you, at any time; what you sent, and what you asked. Choose an item, here or in a digest, to open it, reply, put it off or mute it
        `/tell` words for somebody's next digest, posted nowhere: `/tell who:@ben message:the invoice is ready`
        `/privacy` what is kept about you; forget it, or be left out

        A message › Apps › **Save for my digest** · **Put in their digest**, if you wrote it: for whom it mentions or answers · **When and why?** tells when it is read, and why then
        The same on a phone: reply to it with `@Adagio later`, `when` or `why`. I answer in a silent DM; where yours are closed to me nothing shows in the channel, and `later` counts all the same.

        ✅ on a message, by its sender or who is mentioned, settles it. A message that begins with `@silent` makes no sound and waits for a digest everywhere.
        Clock changes: a digest time that is skipped comes an hour later; quiet hours hold while your clock reads inside them.
        With Manage Server: `/adagio setup` sets what channels promise and posts a welcome message.
        [[Set my hours]] [What you keep about me]
        ");
    }
}
