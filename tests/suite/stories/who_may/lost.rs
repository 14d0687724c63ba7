//! Controls and forms: each verb, as the owner finds it who has lost the channel. What became of their own there is news of it.

use adagio::domain::letter::{Press, Verb};
use adagio::domain::listing::Listing;
use discord_sim::{ChannelId, MessageId, Permissions, Person, Ping, SeenMessage, Target};

use super::{NOTHING_THERE, OLD, sends, uses};
use crate::harness::Story;

/// Stands nowhere else in what anybody is told.
const WORDS: &str = "xylophone";

/// What a control is about, and what its owner is told.
enum Lost {
    /// An item of theirs, however it stands.
    Item(&'static str),
    /// The same, chosen in a menu.
    Chosen(&'static str),
    /// The same, with a menu that says until when.
    PutOff(&'static str),
    /// A page of the digest.
    Page(&'static str),
    /// All that it holds.
    All(&'static str),
    /// The same, with a menu that says until when.
    AllLater(&'static str),
    /// What they did to all of it at once.
    Undo(&'static str),
    /// A list of theirs.
    List(&'static str),
    /// Nothing that stands in a channel.
    Nowhere,
}

impl Lost {
    /// What its owner is told.
    fn said(&self) -> &'static str {
        match self {
            Self::Item(said) | Self::Chosen(said) | Self::PutOff(said) => said,
            Self::Page(said) | Self::All(said) | Self::AllLater(said) => said,
            Self::Undo(said) | Self::List(said) => said,
            Self::Nowhere => "",
        }
    }
}

/// What somebody gets who has lost the channel.
fn as_lost(verb: Verb) -> Lost {
    match verb {
        Verb::Item => Lost::Chosen(NOTHING_THERE),
        Verb::Done | Verb::NotDone | Verb::NotSnoozed => Lost::Item(NOTHING_THERE),
        Verb::Mute | Verb::NotMuted | Verb::Hush | Verb::NotHushed => Lost::Item(NOTHING_THERE),
        Verb::SnoozeDate => Lost::Item(NOTHING_THERE),
        Verb::ReplySend => Lost::Item(OLD),
        // The form is shown, and says nothing of the item.
        Verb::Reply => Lost::Item(""),
        Verb::Snooze => Lost::PutOff(NOTHING_THERE),
        Verb::Page => Lost::Page("Nothing waits for you."),
        Verb::AllDone => Lost::All("Nothing was left here."),
        Verb::AllLater => Lost::AllLater("Nothing was left here to put off."),
        Verb::WhyThese => Lost::All("**Why these, and why then**"),
        Verb::AllNotDone | Verb::AllNotLater => Lost::Undo("Nothing was left to take back."),
        Verb::InboxPage => Lost::List("Nothing waits for you."),
        Verb::Sent => Lost::List("Nothing that you sent waits to be read."),
        Verb::Questions => Lost::List("None of your questions is open."),
        Verb::Mutes => Lost::List("You have muted nothing."),
        Verb::AllLaterDate | Verb::HearAgain | Verb::Unreply => Lost::Nowhere,
        Verb::SentItem | Verb::TellChange | Verb::TellBack | Verb::TellAgain => Lost::Nowhere,
        Verb::TellWords | Verb::TellPost => Lost::Nowhere,
        Verb::Hours | Verb::HoursPanel | Verb::HoursClock | Verb::HoursQuiet => Lost::Nowhere,
        Verb::HoursDigests | Verb::HoursDirect | Verb::HoursPhone => Lost::Nowhere,
        Verb::Clock | Verb::Zone | Verb::QuietFrom | Verb::QuietUntil => Lost::Nowhere,
        Verb::QuietDays | Verb::QuietWhich | Verb::QuietPreset => Lost::Nowhere,
        Verb::QuietTonight | Verb::QuietNotTonight | Verb::QuietClear => Lost::Nowhere,
        Verb::QuietUndo | Verb::DigestTimes | Verb::DigestDays => Lost::Nowhere,
        Verb::DigestReset | Verb::DmAllow | Verb::DmRefuse | Verb::DmRetry => Lost::Nowhere,
        Verb::PhoneTest | Verb::PhoneSilent | Verb::PhoneBadge => Lost::Nowhere,
        Verb::PhoneBuzzed | Verb::NotifierAdagio | Verb::NotifierDiscord => Lost::Nowhere,
        Verb::Privacy | Verb::Forget | Verb::ForgetSure | Verb::LeaveOut => Lost::Nowhere,
        Verb::LeaveOutSure | Verb::CountIn | Verb::Setup | Verb::Welcome => Lost::Nowhere,
        Verb::ServerMode | Verb::ChannelPick | Verb::ChannelMode => Lost::Nowhere,
        Verb::CategoryMode => Lost::Nowhere,
        Verb::StandupWords | Verb::StandupRewrite | Verb::StandupChannel => Lost::Nowhere,
        Verb::StandupZone | Verb::StandupClocks | Verb::StandupRole => Lost::Nowhere,
        Verb::StandupAgree | Verb::StandupDrop | Verb::StandupList => Lost::Nowhere,
        Verb::StandupShow | Verb::StandupEdit | Verb::StandupPause => Lost::Nowhere,
        Verb::StandupResume | Verb::StandupDelete | Verb::StandupDeleteSure => Lost::Nowhere,
        Verb::StandupJoin | Verb::StandupTell | Verb::StandupLeave => Lost::Nowhere,
        Verb::StandupHush | Verb::StandupAnswer | Verb::StandupEntry => Lost::Nowhere,
        Verb::StandupSkip | Verb::StandupPlanned | Verb::StandupNothing => Lost::Nowhere,
        Verb::StandupLater | Verb::StandupNudge | Verb::StandupTellAgain => Lost::Nowhere,
        Verb::StandupSums | Verb::StandupCalls => Lost::Nowhere,
        Verb::StandupThreads | Verb::StandupTags | Verb::StandupTagged => Lost::Nowhere,
        Verb::StandupDeleteAll | Verb::StandupReveal | Verb::StandupTry => Lost::Nowhere,
        Verb::StandupTryAnswer | Verb::StandupTried | Verb::StandupHistory => Lost::Nowhere,
        Verb::StandupPictures => Lost::Nowhere,
    }
}

/// The field of a form about an item, and what its owner gets who fills it in.
fn as_filled_in(verb: Verb) -> Option<(&'static str, &'static str)> {
    match verb {
        Verb::SnoozeDate => Some(("date", NOTHING_THERE)),
        Verb::ReplySend => Some((
            "text",
            "Not posted: what you answer is no longer there, or not for you to see.",
        )),
        _ => None,
    }
}

/// Ben has lost #support, where his items and his own questions stand.
struct Bens {
    story: Story,
    ben: Person,
    /// One is open, one deleted, one ticked, from one his mention is gone, one was answered by somebody else.
    items: Vec<MessageId>,
    /// In #support; he has muted it.
    thread: ChannelId,
    /// Takes back what he was done with all at once.
    undo: Press,
    /// Stands below his digest.
    done_with_all: Press,
}

impl Bens {
    async fn begin() -> Self {
        let mut story = Story::begin().await;
        let ana = story.joined("ana", "Asia/Tokyo").await;
        let (tom, ben) = (
            story.person("tom"),
            story.joined("ben", "Europe/Berlin").await,
        );
        let billing = story.acme.role("billing", Permissions::NONE);
        story.acme.give_role(&ben, billing);
        story.acme.give_role(&tom, billing);
        let support = story.support;
        let ask = |whom: &str| {
            let text = format!("{whom} about the {WORDS}");
            ana.post(support, &text).unwrap()
        };
        let to_ben = ben.mention();
        let asks = format!("{} and your {WORDS}?", ana.mention());
        let asked = ben.post(support, &asks).unwrap();
        let thread = ana.start_thread(support, asked, "the thread").unwrap();
        ask(&to_ben);
        ask(&to_ben);
        let inbox = story.command(&ben, "inbox", &[]).await;
        let done = story.press(&ben, &inbox, "Done with all").await;
        let undo = labelled(&done.message().unwrap(), "Not done after all");

        let mut items: Vec<_> = (0..4).map(|_| ask(&to_ben)).collect();
        items.push(ask(&format!("<@&{billing}>")));
        let there = ana.post(thread, &format!("{to_ben} in here?")).unwrap();
        story.until("2026-03-02 08:00").await;
        story.letters(&ana);
        let done_with_all = labelled(&story.letter(&ben), "Done with all");
        let mute = about(Verb::Mute, there).to_string();
        uses(&story, &ben, &mute, None).await;

        ana.delete(support, items[1]).unwrap();
        ana.react(support, items[2], "✅").unwrap();
        ana.edit(support, items[3], "nobody").unwrap();
        tom.reply(support, items[4], "mine", Ping::Off).unwrap();
        let (member, view) = (Target::Member(ben.id()), Permissions::VIEW_CHANNEL);
        story
            .acme
            .overwrite(support, member, Permissions::NONE, view);
        story.stage.settle().await.unwrap();
        Self {
            story,
            ben,
            items,
            thread,
            undo,
            done_with_all,
        }
    }

    /// The controls of a verb, each with the value of a menu.
    fn controls(&self, lost: &Lost, verb: Verb) -> Vec<(Press, Option<String>)> {
        let items = self.items.iter();
        let next = || Some("next".to_owned());
        match lost {
            Lost::Item(_) => items.map(|item| (about(verb, *item), None)).collect(),
            Lost::PutOff(_) => items.map(|item| (about(verb, *item), next())).collect(),
            Lost::Chosen(_) => items
                .map(|item| (Press::plain(verb), Some(item.to_string())))
                .collect(),
            Lost::All(_) => vec![(of(verb, &self.done_with_all), None)],
            Lost::AllLater(_) => vec![(of(verb, &self.done_with_all), next())],
            Lost::Page(_) => {
                let listing: Listing = self.done_with_all.arg.as_ref().unwrap().parse().unwrap();
                vec![(listing.press(), None)]
            }
            Lost::Undo(_) => vec![(of(verb, &self.undo), None)],
            Lost::List(_) => vec![(Press::plain(verb), None)],
            Lost::Nowhere => Vec::new(),
        }
    }

    #[track_caller]
    fn is_told(&self, about: &str, told: &str, expected: &str) {
        assert!(told.contains(expected), "{about}: {told}");
        let support = self.story.support.to_string();
        let thread = self.thread.to_string();
        for word in [WORDS, &support, &thread, "the thread"] {
            assert!(!told.contains(word), "{about}: {told}");
        }
    }
}

/// The press of the button with this label.
#[track_caller]
fn labelled(message: &SeenMessage, label: &str) -> Press {
    let mut buttons = message.buttons().into_iter();
    let button = buttons.find(|button| button.label == label).unwrap();
    button.custom_id.unwrap().parse().unwrap()
}

fn about(verb: Verb, item: MessageId) -> Press {
    Press::about(verb, item.get().cast_signed()).with(Listing::default())
}

/// Another verb about the same.
fn of(verb: Verb, press: &Press) -> Press {
    Press {
        verb,
        ..press.clone()
    }
}

#[tokio::test]
async fn of_ones_own_items_in_a_lost_channel_no_control_and_no_form_says_anything() {
    let mut bens = Bens::begin().await;
    let (story, ben) = (&bens.story, &bens.ben);
    for verb in Verb::ALL.iter().copied() {
        let lost = as_lost(verb);
        for (press, value) in bens.controls(&lost, verb) {
            let told = uses(story, ben, &press.to_string(), value.as_deref()).await;
            bens.is_told(&press.to_string(), &told, lost.said());
        }
        let Some((field, expected)) = as_filled_in(verb) else {
            continue;
        };
        for item in &bens.items {
            let form = about(verb, *item);
            let told = sends(story, ben, &form, (field, "tomorrow")).await;
            bens.is_told(&form.to_string(), &told, expected);
        }
    }
    // Nothing was done with them either: they are there again with the channel.
    let everyone = Target::Member(ben.id());
    story.acme.overwrite(
        story.support,
        everyone,
        Permissions::NONE,
        Permissions::NONE,
    );
    story.stage.settle().await.unwrap();
    let back = uses(story, ben, &bens.undo.to_string(), None).await;
    assert!(back.contains("\n2 wait for you again."), "{back}");
    bens.story.letters(&bens.ben);
    bens.story.end().await;
}
