//! "When and why?": to the sender when each reader reads it, to a reader when and why, to others nothing.

use std::iter;

use super::controls::quietly;
use super::digest::named;
use super::tongue::{Tongue, say};
use super::when;
use crate::domain::delivery::{Reason, Rule};
use crate::domain::explanation::{Explanation, Standing, Step};
use crate::domain::group::Group;
use crate::domain::ids::{ChannelId, UserId};
use crate::domain::letter::Letter;
use crate::domain::person::DirectMessages;
use crate::domain::ping;

/// The answer.
pub fn letter(tongue: &Tongue, explanation: &Explanation) -> Letter {
    quietly(said(tongue, explanation), Vec::new())
}

/// What it says.
pub(super) fn said(tongue: &Tongue, explanation: &Explanation) -> String {
    match explanation {
        Explanation::Nothing => say!(tongue, "why-nothing"),
        Explanation::ToSender { readers, groups } if readers.is_empty() && groups.is_empty() => {
            say!(tongue, "why-sender-nothing")
        }
        Explanation::ToSender { readers, groups } => {
            let readers = readers
                .iter()
                .map(|(reader, standing)| reads(tongue, *reader, *standing));
            let groups = groups.iter().map(|group| all_read(tongue, *group));
            let lines: Vec<String> = readers.chain(groups).collect();
            lines.join("\n")
        }
        Explanation::ToRecipient {
            standing,
            channel,
            steps,
        } => {
            let steps = steps
                .iter()
                .filter_map(|step| step_of(tongue, *channel, *step));
            let steps = steps.map(|step| format!("- {step}"));
            let first = to_recipient(tongue, *standing);
            let lines: Vec<String> = iter::once(first).chain(steps).collect();
            lines.join("\n")
        }
    }
}

/// When somebody reads it, said to who sent it.
pub(super) fn reads(tongue: &Tongue, reader: UserId, standing: Standing) -> String {
    let name = format!("<@{reader}>");
    match standing {
        Standing::Waits(at) => {
            let (at, distance) = (when::date_tag(at), when::distance_tag(at));
            say!(
                tongue,
                "why-sender-at",
                name = name,
                at = at,
                distance = distance
            )
        }
        Standing::Inbox => say!(tongue, "why-sender-inbox", name = name),
        Standing::Passed => say!(tongue, "why-sender-passed", name = name),
        Standing::Delivered => say!(tongue, "why-sender-delivered", name = name),
        Standing::Over => say!(tongue, "why-sender-over", name = name),
    }
}

fn all_read(tongue: &Tongue, group: Group) -> String {
    match group {
        Group::Role(role) => say!(tongue, "why-sender-role", role = format!("<@&{role}>")),
        Group::Everyone(_) => say!(tongue, "why-sender-everyone"),
    }
}

fn to_recipient(tongue: &Tongue, standing: Standing) -> String {
    match standing {
        Standing::Waits(at) => {
            let (at, distance) = (when::date_tag(at), when::distance_tag(at));
            say!(tongue, "why-to-you-at", at = at, distance = distance)
        }
        Standing::Inbox => say!(tongue, "why-to-you-inbox"),
        Standing::Passed => say!(tongue, "why-to-you-passed"),
        Standing::Delivered => say!(tongue, "why-to-you-delivered"),
        Standing::Over => say!(tongue, "why-to-you-over"),
    }
}

/// A step as a sentence.
fn step_of(tongue: &Tongue, channel: ChannelId, step: Step) -> Option<String> {
    match step {
        Step::ThroughRole => Some(say!(tongue, "why-to-role")),
        Step::Decided(reason) => Some(reason_of(tongue, channel, reason)),
        Step::DecidedOtherwise => Some(say!(tongue, "why-otherwise")),
        Step::Became(reason) => became(tongue, reason),
        Step::PutOff(at) => Some(say!(tongue, "why-put-off", at = when::date_tag(at))),
    }
}

fn reason_of(tongue: &Tongue, channel: ChannelId, reason: Reason) -> String {
    match reason {
        Reason::By(rule) => rule_of(tongue, channel, rule),
        Reason::InQuietHoursUntil(at) => {
            say!(tongue, "why-quiet-until", until = when::date_tag(at))
        }
        Reason::AlwaysInQuietHours => say!(tongue, "why-quiet-always"),
        Reason::NoDirectMessages(DirectMessages::Closed) => say!(tongue, "why-closed"),
        Reason::NoDirectMessages(DirectMessages::Unasked) => say!(tongue, "why-unasked"),
        Reason::NoDirectMessages(_) => say!(tongue, "why-inbox-only"),
        Reason::DigestAt(at) => say!(tongue, "why-digest", at = when::date_tag(at)),
        Reason::NoZone => say!(tongue, "why-no-zone"),
        Reason::NoDigestEver => say!(tongue, "why-no-digest"),
    }
}

fn rule_of(tongue: &Tongue, channel: ChannelId, rule: Rule) -> String {
    let channel = named(channel);
    match rule {
        Rule::PutInDigest => say!(tongue, "why-put"),
        Rule::Saved => say!(tongue, "why-saved"),
        Rule::Standup => say!(tongue, "why-standup"),
        Rule::ChannelIsOff => say!(tongue, "why-off", channel = channel),
        Rule::ToEverybody => say!(tongue, "why-to-everyone"),
        Rule::AnswersThem => say!(tongue, "why-answer"),
        Rule::ChannelIsAsync => say!(tongue, "why-async", channel = channel),
        Rule::ChannelIsSocial => say!(tongue, "why-social", channel = channel),
        Rule::SentSilently => say!(tongue, "why-silent", channel = channel),
        Rule::QuietInSync => say!(tongue, "why-sync-quiet", channel = channel),
        Rule::AdagioNotifies => say!(tongue, "why-sync-adagio", channel = channel),
        Rule::DiscordNotifies => say!(tongue, "why-sync-discord", channel = channel),
        Rule::EditedIn => say!(tongue, "why-sync-edited", channel = channel),
    }
}

/// What isn't the reader's business has no words.
fn became(tongue: &Tongue, reason: ping::Reason) -> Option<String> {
    match reason {
        ping::Reason::Answered => Some(say!(tongue, "why-answered")),
        ping::Reason::AnsweredByOther => Some(say!(tongue, "why-answered-by-other")),
        ping::Reason::Checked => Some(say!(tongue, "why-checked")),
        ping::Reason::Seen => Some(say!(tongue, "why-seen")),
        ping::Reason::Passed => None,
        ping::Reason::Deleted => Some(say!(tongue, "why-deleted")),
        ping::Reason::TakenBack => Some(say!(tongue, "why-taken-back")),
        ping::Reason::Unmentioned => Some(say!(tongue, "why-unmentioned")),
        ping::Reason::NotVisible | ping::Reason::Left => None,
        ping::Reason::Done => Some(say!(tongue, "why-done")),
        ping::Reason::Muted => Some(say!(tongue, "why-muted")),
        ping::Reason::OneOfSeveral => Some(say!(tongue, "why-one-of-several")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{RoleId, ServerId};

    fn said(explanation: &Explanation) -> String {
        super::said(&Tongue::english(), explanation)
    }

    #[test]
    fn a_sender_learns_when_and_a_reader_why_too() {
        let at = "2026-03-03T08:30:00Z".parse().unwrap();
        let ben = UserId::new(101);
        let readers = vec![
            (ben, Standing::Waits(at)),
            (UserId::new(102), Standing::Delivered),
        ];
        let groups = vec![
            Group::Role(RoleId::new(7)),
            Group::Everyone(ServerId::new(1)),
        ];
        insta::assert_snapshot!(said(&Explanation::ToSender { readers, groups }), @r"
        <@101> reads this with the digest of <t:1772526600:F> (<t:1772526600:R>).
        <@102>: was in a digest.
        <@&7>: who has the role and reads digests finds this in their next one, until the first of them answers.
        Everybody who reads digests finds this in their next one, among the last.
        ");
        let steps = [
            Reason::By(Rule::QuietInSync),
            Reason::InQuietHoursUntil(at),
            Reason::DigestAt(at),
        ];
        let explanation = to_reader(Standing::Waits(at), steps.map(Step::Decided).to_vec());
        insta::assert_snapshot!(said(&explanation), @r"
        You read this with your digest of <t:1772526600:F> (<t:1772526600:R>).
        - Pings pass at once in <#10> (`sync`), but never in your quiet hours.
        - Your quiet hours hold it until <t:1772526600:F>.
        - The next digest after that: <t:1772526600:F>.
        ");
    }

    fn to_reader(standing: Standing, steps: Vec<Step>) -> Explanation {
        Explanation::ToRecipient {
            standing,
            channel: ChannelId::new(10),
            steps,
        }
    }

    #[test]
    fn each_rule_is_a_sentence() {
        let rules = [
            Rule::PutInDigest,
            Rule::Saved,
            Rule::ChannelIsOff,
            Rule::ToEverybody,
            Rule::AnswersThem,
            Rule::ChannelIsAsync,
            Rule::ChannelIsSocial,
            Rule::SentSilently,
            Rule::QuietInSync,
            Rule::AdagioNotifies,
            Rule::DiscordNotifies,
            Rule::EditedIn,
        ];
        let rules = rules.map(|rule| Step::Decided(Reason::By(rule)));
        insta::assert_snapshot!(said(&to_reader(Standing::Inbox, rules.to_vec())), @r"
        This waits in your `/inbox`.
        - Its sender put it into your digest.
        - You saved it for your digest.
        - <#10> isn't watched (`off`): Discord alone tells you.
        - It is for everybody here: that waits for the digest, whatever the channel.
        - It answers what you asked, without a ping.
        - Pings wait in <#10> (`async`).
        - Nothing is expected in <#10> (`social`), so pings wait.
        - Pings pass at once in <#10> (`sync`), but this was sent with `@silent`.
        - Pings pass at once in <#10> (`sync`), but never in your quiet hours.
        - Pings pass at once in <#10> (`sync`), and you made me your notifier.
        - Pings pass at once in <#10> (`sync`), and Discord's own notification told you.
        - Pings pass at once in <#10> (`sync`), but Discord tells nobody of a mention that is edited in.
        ");
    }

    #[test]
    fn each_step_of_the_wait_is_a_sentence() {
        let at = "2026-03-03T08:30:00Z".parse().unwrap();
        let steps = [
            Reason::AlwaysInQuietHours,
            Reason::NoDigestEver,
            Reason::NoZone,
            Reason::NoDirectMessages(DirectMessages::Unasked),
            Reason::NoDirectMessages(DirectMessages::Refused),
            Reason::NoDirectMessages(DirectMessages::Closed),
        ];
        let others = [Step::ThroughRole, Step::DecidedOtherwise, Step::PutOff(at)];
        let steps = steps.map(Step::Decided).into_iter().chain(others);
        insta::assert_snapshot!(said(&to_reader(Standing::Inbox, steps.collect())), @r"
        This waits in your `/inbox`.
        - All your week is quiet.
        - Your settings leave no time for a digest: `/hours` changes them.
        - I don't know your clock yet, so there are no digests: `/hours` asks for it.
        - You haven't said yet whether I may write to you: `/hours` asks for it.
        - You chose the inbox instead of DMs.
        - Discord doesn't let me write to you.
        - It is for everybody who has a role of yours; the first answer settles it for all.
        - The channel's mode, or your settings, were different when it came.
        - You put it off until <t:1772526600:F>.
        ");
    }

    #[test]
    fn nobody_else_learns_anything() {
        insta::assert_snapshot!(said(&Explanation::Nothing), @"Nothing here waits for a digest of yours.");
        let nobody = Explanation::ToSender {
            readers: Vec::new(),
            groups: Vec::new(),
        };
        insta::assert_snapshot!(said(&nobody), @"Nothing here waits in a digest. Discord told whoever is mentioned.");
    }
}
