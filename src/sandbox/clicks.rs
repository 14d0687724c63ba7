//! What a reader does with an item of a list, by the list's own menu and buttons.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use discord_sim::{Answer, CommandRefusal, MessageId, Person, SeenMessage, Select};

use super::oracle;
use super::rhythm::Rhythm;
use super::stage::Stage;

/// What is written on the buttons of an opened item, and of the list that comes back.
const DONE: &str = "Done";
const NOT_DONE: &str = "Not done after all";
const NOT_PUT_OFF: &str = "Not put off after all";
const BACK: &str = "Back to the list";

/// What a reader does with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Click {
    /// Is done with it.
    Done,
    /// Is done with it, and then isn't.
    NotDone,
    PutOff(Until),
    /// Puts it off, and then doesn't.
    NotPutOff(Until),
    /// Only opens it.
    Open,
}

/// How long an item is put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Until {
    NextDigest,
    Tomorrow,
    Monday,
}

impl Click {
    /// All that there is, to draw from.
    pub(super) const ALL: [Self; 8] = [
        Self::Done,
        Self::Done,
        Self::PutOff(Until::NextDigest),
        Self::PutOff(Until::Tomorrow),
        Self::PutOff(Until::Monday),
        Self::NotDone,
        Self::NotPutOff(Until::Tomorrow),
        Self::Open,
    ];
}

impl Until {
    /// What the menu calls it.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::NextDigest => "With the next digest",
            Self::Tomorrow => "Tomorrow",
            Self::Monday => "Monday",
        }
    }

    /// Not before when the item comes back: a day begins when the person's own clock first shows it.
    pub(super) fn instant(self, rhythm: &Rhythm, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::NextDigest => now + TimeDelta::milliseconds(1),
            Self::Tomorrow => oracle::next_day(rhythm, now, |_| true),
            Self::Monday => oracle::next_day(rhythm, now, |day| day == chrono::Weekday::Mon),
        }
    }
}

/// Whether something could be done about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Could {
    Yes,
    /// It needs nobody any more, or isn't there.
    No,
}

/// A reader, and the stage on which the bot is waited for: a click may be answered before the message has changed.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub person: &'a Person,
    pub stage: &'a Stage,
}

impl Reader<'_> {
    /// Opens the `nth` item of a list and does this with it, if that is offered.
    ///
    /// # Errors
    /// If the list has no such item, or a press isn't answered.
    pub(super) async fn tend(
        self,
        list: &SeenMessage,
        nth: usize,
        click: Click,
    ) -> anyhow::Result<Could> {
        let opened = self.open(list, nth).await?;
        if !offers(&opened, DONE) {
            if offers(&opened, BACK) {
                self.press(&opened, BACK).await?;
            }
            return Ok(Could::No);
        }
        match click {
            Click::Done => drop(self.press(&opened, DONE).await?),
            Click::NotDone => {
                let list = self.press(&opened, DONE).await?;
                self.press(&list, NOT_DONE).await?;
            }
            Click::PutOff(until) => drop(self.put_off(&opened, until).await?),
            Click::NotPutOff(until) => {
                let list = self.put_off(&opened, until).await?;
                self.press(&list, NOT_PUT_OFF).await?;
            }
            Click::Open => drop(self.press(&opened, BACK).await?),
        }
        Ok(Could::Yes)
    }

    /// Opens the `nth` item of a list.
    ///
    /// # Errors
    /// As [`Reader::tend`].
    pub(super) async fn open(self, list: &SeenMessage, nth: usize) -> anyhow::Result<Answer> {
        let menus = list.selects();
        let menu = menus.first().context("the list has no menu")?;
        let (_, value) = menu.options.get(nth).context("the menu is too short")?;
        let opened = self.person.select(list.id, &menu.custom_id, &[value]).await;
        self.settled(opened).await.context("open an item")
    }

    /// Puts an opened item off.
    ///
    /// # Errors
    /// As [`Reader::tend`].
    pub(super) async fn put_off(self, opened: &Answer, until: Until) -> anyhow::Result<Answer> {
        let label = until.label();
        let shown = opened.message().context("an item shows nothing")?;
        let menus = shown.selects();
        let offers = |menu: &&Select| menu.options.iter().any(|(said, _)| said == label);
        let menu = menus.iter().find(offers).context("no menu offers that")?;
        let list = self.person.select(opened, &menu.custom_id, &[label]).await;
        let list = self.settled(list).await;
        list.with_context(|| format!("put an item off: {label}"))
    }

    /// Presses a button of an answer.
    ///
    /// # Errors
    /// As [`Reader::tend`].
    pub(super) async fn press(self, on: &Answer, label: &str) -> anyhow::Result<Answer> {
        let pressed = self.person.click_label(on, label).await;
        let pressed = self.settled(pressed).await;
        pressed.with_context(|| format!("press [{label}]"))
    }

    /// Presses the button with this label under a message.
    ///
    /// # Errors
    /// As [`Reader::tend`].
    pub(super) async fn press_under(self, on: &SeenMessage, label: &str) -> anyhow::Result<Answer> {
        let buttons = on.buttons().into_iter();
        let mut meant = buttons.filter(|button| button.label == label);
        let id = meant.next().and_then(|button| button.custom_id);
        let id = id.with_context(|| format!("no button [{label}] is there"))?;
        self.click(on.id, &id).await
    }

    /// Fills in the one field of a form.
    ///
    /// # Errors
    /// As [`Reader::tend`].
    pub(super) async fn fill_in(
        self,
        form: &Answer,
        field: &str,
        text: &str,
    ) -> anyhow::Result<Answer> {
        let sent = self.person.submit_modal(form, &[(field, text)]).await;
        let sent = self.settled(sent).await;
        sent.with_context(|| format!("fill in the field {field}"))
    }

    /// Presses the button with this id under a message.
    ///
    /// # Errors
    /// As [`Reader::tend`].
    pub(super) async fn click(self, on: MessageId, id: &str) -> anyhow::Result<Answer> {
        let pressed = self.person.click(on, id).await;
        let pressed = self.settled(pressed).await;
        pressed.with_context(|| format!("press {id}"))
    }

    /// What came of a press once it is settled.
    ///
    /// # Errors
    /// As [`Reader::tend`].
    pub(super) async fn settled(
        self,
        answer: Result<Answer, CommandRefusal>,
    ) -> anyhow::Result<Answer> {
        let answer = answer?.settled().await?;
        self.stage.settle().await?;
        Ok(answer)
    }
}

fn offers(answer: &Answer, label: &str) -> bool {
    let shown = answer.message().into_iter();
    let mut buttons = shown.flat_map(|shown| shown.buttons());
    buttons.any(|button| button.label == label)
}
