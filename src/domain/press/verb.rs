//! The deeds that a control can stand for, each with the word that its id carries.

use serde::{Deserialize, Serialize};

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident = $word:literal),* $(,)?) => {
        /// The deeds that a control can stand for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Verb { $($(#[$doc])* $name),* }

        impl Verb {
            /// Every verb.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word in the control's id. Never changed: old messages keep it for ever.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }
        }
    };
}

verbs! {
    /// Open one's own panel, as an answer of its own (id: the row of the outbox that it was sent with, or 0).
    Hours = "hours",
    /// Back to the panel.
    HoursPanel = "panel",
    /// Open the clock's part of the panel.
    HoursClock = "oclock",
    /// Open the quiet hours' part.
    HoursQuiet = "oquiet",
    /// Open the digests' part.
    HoursDigests = "odigests",
    /// Open the delivery's part.
    HoursDirect = "odirect",
    /// Open "Quiet phone too?".
    HoursPhone = "ophone",
    /// What the person's clock says (value: seconds ahead of UTC).
    Clock = "clock",
    /// The person's zone (value: its IANA name).
    Zone = "zone",
    /// When a quiet window begins (id: its position; value: second of the day).
    QuietFrom = "qfrom",
    /// When a quiet window ends (id: its position; value: second of the day).
    QuietUntil = "quntil",
    /// On which days a quiet window begins (id: its position; values: days from Monday = 0).
    QuietDays = "qdays",
    /// Which window to change (value: its position).
    QuietWhich = "qwhich",
    /// A ready-made set of windows (id: its number).
    QuietPreset = "qpreset",
    /// Quiet this night.
    QuietTonight = "tonight",
    /// Not this night after all.
    QuietNotTonight = "nottonight",
    /// No quiet hours.
    QuietClear = "qclear",
    /// Put quiet hours back (argument: their code).
    QuietUndo = "qundo",
    /// Times of the digests (values: seconds of the day).
    DigestTimes = "dtimes",
    /// Days of the digests (values: days from Monday = 0).
    DigestDays = "ddays",
    /// The usual digest times.
    DigestReset = "dreset",
    /// Adagio may write by direct message.
    DmAllow = "dmyes",
    /// Inbox only.
    DmRefuse = "dmno",
    /// The person says that their DMs are open now.
    DmRetry = "dmretry",
    /// Adagio notifies instead of Discord.
    NotifierAdagio = "nadagio",
    /// Discord notifies.
    NotifierDiscord = "ndiscord",
    /// Turn to another page of a digest (id: the digest; argument: the page, from 0).
    Page = "page",
    /// Turn to another page of the inbox (argument: the page, from 0).
    InboxPage = "inbox",
    /// What is kept about the person.
    Privacy = "privacy",
    /// Ask whether to forget the person.
    Forget = "forget",
    /// Forget the person.
    ForgetSure = "forgetsure",
    /// Ask whether to leave the person out.
    LeaveOut = "leaveout",
    /// Leave the person out.
    LeaveOutSure = "leaveoutsure",
    /// Count the person in again.
    CountIn = "countin",
    /// Back to the server's set-up.
    Setup = "setup",
    /// The server's mode (value: its word).
    ServerMode = "smode",
    /// A channel or category to set up (value: its id).
    ChannelPick = "cpick",
    /// A channel's mode (id: the channel; value: a mode's word, or `inherit`).
    ChannelMode = "cmode",
    /// A category's mode (id: the category; value: a mode's word, or `inherit`).
    CategoryMode = "catmode",
    /// Post the welcome message into this channel.
    Welcome = "welcome",
    /// Open an item of a list (id: the digest, or 0 for the inbox; argument: the page; value: the item's message).
    Item = "item",
    /// Done with an item (id: its message; argument: the list that it stands on, as for all that follow).
    Done = "done",
    /// Not done with it after all.
    NotDone = "notdone",
    /// Put an item off (id: its message; value: until when).
    Snooze = "snooze",
    /// A form with the date until which an item is put off (id: its message).
    SnoozeDate = "snoozedate",
    /// Not put off after all (id: its message).
    NotSnoozed = "notsnoozed",
    /// Reply to an item (id: its message).
    Reply = "reply",
    /// A form with a reply (id: the item's message).
    ReplySend = "replysend",
    /// Delete a reply again (id: its row of the outbox).
    Unreply = "unreply",
    /// Nothing more from an item's thread (id: the item's message).
    Mute = "mute",
    /// Its thread again (id: the item's message).
    NotMuted = "unmute",
    /// Nothing more from an item's sender (id: the item's message).
    Hush = "hush",
    /// Its sender again (id: the item's message).
    NotHushed = "hear",
    /// The list of what is muted, as an answer of its own.
    Mutes = "mutes",
    /// Hear something of that list again (value: what).
    HearAgain = "hearagain",
    /// Done with all that stands on a list (id: when it was shown; argument: the list, as for all that follow).
    AllDone = "alldone",
    /// Not done after all with what that was about (id: when it was done).
    AllNotDone = "allnotdone",
    /// Put off all that stands on a list (id: when it was shown; value: until when).
    AllLater = "alllater",
    /// A form with the date until which all of a list is put off (id: when it was shown).
    AllLaterDate = "alldate",
    /// Not put off after all (id: when it was).
    AllNotLater = "allnow",
    /// Why a list holds what it does.
    WhyThese = "whythese",
    /// Test the phone.
    PhoneTest = "ptest",
    /// The phone did nothing.
    PhoneSilent = "psilent",
    /// The phone showed a badge, without a sound.
    PhoneBadge = "pbadge",
    /// The phone buzzed.
    PhoneBuzzed = "pbuzz",
    /// Post silently what was told (id: to whom; argument: the interaction that told it).
    TellPost = "tellpost",
    /// Turn to a page of what one sent (argument: the page, from 0).
    Sent = "sent",
    /// Turn to a page of what one asked (argument: the page, from 0).
    Questions = "questions",
    /// Look at something that one told (value: the interaction that told it).
    SentItem = "sentitem",
    /// Ask for other words of something that one told (id: the interaction that told it).
    TellChange = "tellchange",
    /// The form with other words (id: the interaction that told it; argument: the revision that it changes).
    TellWords = "tellwords",
    /// Take back something that one told (id: the interaction that told it).
    TellBack = "tellback",
    /// Let it wait again (id: the interaction that told it).
    TellAgain = "tellagain",
    /// A form with the words of a stand-up (id: the draft, or 0 for a new one).
    StandupWords = "suwords",
    /// Ask for other words of a draft (id: the draft, as for all up to its end).
    StandupRewrite = "surewrite",
    /// Where it opens (value: the channel).
    StandupChannel = "suchannel",
    /// By whose clocks (value: a zone).
    StandupZone = "suzone",
    /// Whether each one's own clock holds (argument: `one` or `each`).
    StandupClocks = "suclocks",
    /// Who may join (value: a role, or none).
    StandupRole = "surole",
    /// When entries are posted (argument: `at_once` or `at_close`).
    StandupReveal = "sureveal",
    /// How summaries go (argument: `by_person` or `by_question`).
    StandupSums = "susums",
    /// Whether the first run pings the role (argument: `once` or `never`).
    StandupCalls = "sucalls",
    /// How often a thread is opened (argument: `a_day` or `a_week`).
    StandupThreads = "suthreads",
    /// Ask for the tags of its posts in a forum.
    StandupTags = "sutags",
    /// The tags of its posts (values: the tags; as a button: those that it had).
    StandupTagged = "sutagged",
    /// Begin by a draft, or go on by it.
    StandupAgree = "suagree",
    /// Drop a draft.
    StandupDrop = "sudrop",
    /// The server's stand-ups.
    StandupList = "sulist",
    /// One of them (id: the stand-up, or 0 with its id as the value).
    StandupShow = "sushow",
    /// Try it out, alone (id: the stand-up, as for all that follow).
    StandupTry = "sutry",
    /// Ask for an entry that is only tried out.
    StandupTryAnswer = "sutryanswer",
    /// A form with an entry that is only tried out.
    StandupTried = "sutried",
    /// Draft a change.
    StandupEdit = "suedit",
    /// Open no more runs for now.
    StandupPause = "supause",
    /// Open runs again.
    StandupResume = "suresume",
    /// Ask whether to delete it.
    StandupDelete = "sudelete",
    /// Delete it.
    StandupDeleteSure = "sudeletesure",
    /// Join (id: the message's row of the outbox; argument: the stand-up).
    StandupJoin = "sujoin",
    /// How to be told that it is open (id: the stand-up; argument: `direct`, `digest`, `summary` or `not`).
    StandupTell = "sutell",
    /// How often to be reminded (id: the stand-up; argument: `off`, `light` or `standard`).
    StandupNudge = "sunudge",
    /// To be told again (id: the message's row of the outbox; argument: the stand-up).
    StandupTellAgain = "suagain",
    /// Leave (id: the stand-up).
    StandupLeave = "suleave",
    /// Not to be told any more (id: the message's row of the outbox; argument: the stand-up).
    StandupHush = "suhush",
    /// Ask for one's entry (id: the message's row of the outbox, or 0; argument: the run).
    StandupAnswer = "suanswer",
    /// A form with one's entry (id: the run; argument: its questions' revision, and how often the entry was changed).
    StandupEntry = "suentry",
    /// Leave a run out (id: the message's row of the outbox, or 0; argument: the run).
    StandupSkip = "suskip",
    /// Answer what was planned the last time (id: the message's row of the outbox, or 0; argument: the run).
    StandupPlanned = "suplanned",
    /// Answer that there is nothing new (id: the message's row of the outbox, or 0; argument: the run).
    StandupNothing = "sunothing",
    /// Be told once more in an hour (id: the message's row of the outbox; argument: the run).
    StandupLater = "sulater",
    /// What was answered in the channel before (argument: the run).
    StandupHistory = "suhistory",
    /// How the runs went, as pictures (argument: one of them).
    StandupPictures = "supictures",
    /// Delete a stand-up with its history.
    StandupDeleteAll = "sudeleteall",
}
