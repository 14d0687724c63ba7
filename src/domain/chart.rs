//! A picture of figures, as it is to be drawn: one idea, with a title that says the finding.

/// A chart with one column a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What it says, in letters of Europe's languages.
    pub title: String,
    /// The same in words, for who doesn't see it: at most 1,024 characters are shown (facts §3).
    pub description: String,
    /// What each day is called, the oldest first.
    pub days: Vec<String>,
    pub plot: Plot,
}

/// What stands in the columns, one for each day.
#[derive(Clone, Debug, PartialEq)]
pub enum Plot {
    /// So many of so many.
    Bars(Vec<(u32, u32)>),
    /// Means on a scale from here to there.
    Means(u8, u8, Vec<f64>),
}
