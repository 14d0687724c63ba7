//! The message whose menu a command was chosen from.

use crate::actions::Error;
use crate::actions::digest::Want;
use crate::actions::save::Aside;
use crate::discord::interactions::{Command, Desk, Request, Target};
use crate::domain::event::Place;
use crate::domain::refusal::Refusal;

/// A message, and where it stands.
pub(super) struct Chosen<'a> {
    pub(super) target: &'a Target,
    pub(super) place: Place,
}

/// The message, if it stands where Adagio reads.
pub(super) async fn chosen<'a>(
    desk: &Desk,
    request: &Request,
    command: &'a Command,
) -> Result<Chosen<'a>, Error> {
    let server = request.server()?;
    let target = command.target.as_ref().ok_or(Refusal::NothingThere)?;
    let place = desk.visibility.place(server, request.channel).await?;
    let place = place.ok_or(Refusal::CannotRead(request.channel))?;
    Ok(Chosen { target, place })
}

impl Chosen<'_> {
    /// Whether somebody may read it.
    pub(super) fn want(&self) -> Want {
        let place = &self.place;
        Want::to_read(place.server, place.channel, place.governing())
    }

    /// As it is set aside, by an author who is called like this here; without its words where none are read.
    pub(super) fn aside(&self, desk: &Desk, author_name: &str) -> Aside {
        let target = self.target;
        Aside {
            message: target.message,
            place: self.place,
            author: target.author,
            author_name: author_name.to_owned(),
            text: target.text.clone().filter(|_| desk.reads_words()),
            mentions: target.mentions.clone(),
            edited_at: target.edited_at,
        }
    }
}
