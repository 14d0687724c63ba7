//! How the runs of a stand-up went, as pictures.

use anyhow::Context;

use crate::actions::Error;
use crate::actions::standup;
use crate::discord::commands::past_here;
use crate::discord::http::File;
use crate::discord::interactions::{Answer, Desk, Request};
use crate::domain::chart::Chart;
use crate::domain::letter::Press;
use crate::domain::refusal::Refusal;
use crate::picture;
use crate::wording::standup as say;

/// The most files of a message (facts §3).
const MOST: usize = 10;

pub(super) async fn press(desk: &Desk, request: &Request, press: &Press) -> Result<Answer, Error> {
    // Of the channel in which it is pressed, which its presser reads.
    let here = past_here(desk, request).await?;
    let run = press.arg.as_deref().and_then(|run| run.parse().ok());
    let run = run.ok_or(Refusal::OldControl)?;
    let pictured = standup::picture(&desk.adagio, here, run, request.caller.now).await?;
    let pictured = pictured.ok_or(Refusal::NothingThere)?;
    let mut charts = say::charts(&request.tongue, &pictured);
    charts.truncate(MOST);
    // It takes a while, and the processor.
    let drawing = tokio::task::spawn_blocking(move || draw(charts));
    let files = drawing.await.context("draw the pictures of a stand-up")??;
    let letter = say::pictures(&request.tongue, &pictured);
    Ok(Answer::Hand(letter, files))
}

fn draw(charts: Vec<Chart>) -> anyhow::Result<Vec<File>> {
    let draw = |(number, chart): (usize, Chart)| {
        Ok(File {
            name: format!("stand-up-{number}.png"),
            content: picture::png(&chart).context("draw a picture")?,
            description: Some(chart.description),
        })
    };
    (1..).zip(charts).map(draw).collect()
}
