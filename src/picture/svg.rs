//! A chart as a vector picture (SVG).

use std::fmt::Write as _;

use crate::domain::chart::{Chart, Plot};

/// Units.
pub(super) const WIDTH: u32 = 600;
pub(super) const HEIGHT: u32 = 300;

/// Where the columns stand.
const LEFT: f64 = 24.0;
const RIGHT: f64 = 576.0;
const TOP: f64 = 84.0;
const BOTTOM: f64 = 256.0;

/// The widest bar.
const WIDEST: f64 = 36.0;
/// Each column says its own figure up to so many; of more, the last.
const MOST_LABELS: usize = 12;
/// The most days that are named.
const MOST_DAYS: usize = 8;

const GROUND: &str = "#2b2d31";
const REST: &str = "#5c606a";
const FAINT: &str = "#3f4248";
const INK: &str = "#f2f3f5";
const SOFT: &str = "#b5bac1";
const BLUE: &str = "#56b4e9";
const ORANGE: &str = "#e69f00";

/// The whole picture.
pub(super) fn of(chart: &Chart) -> String {
    let mut drawn = Drawing::default();
    drawn.add(format_args!(
        r#"<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="{GROUND}"/>"#
    ));
    drawn.text((LEFT, 40.0), (20, INK, "start"), &chart.title);
    match &chart.plot {
        Plot::Bars(bars) => drawn.bars(bars),
        Plot::Means(from, to, means) => drawn.means((*from, *to), means),
    }
    drawn.days(&chart.days);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="Inter">{}</svg>"#,
        drawn.0
    )
}

/// What was drawn so far.
#[derive(Default)]
struct Drawing(String);

impl Drawing {
    fn add(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string never fails.
        let _ = self.0.write_fmt(element);
    }

    fn text(&mut self, (x, y): (f64, f64), (size, ink, anchor): (u32, &str, &str), text: &str) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        self.add(format_args!(
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" fill="{ink}" text-anchor="{anchor}">{text}</text>"#
        ));
    }

    fn bars(&mut self, bars: &[(u32, u32)]) {
        let slots = Slots::of(bars.len());
        let most = bars.iter().map(|(_, whole)| *whole).max();
        let unit = (BOTTOM - TOP) / f64::from(most.unwrap_or(1).max(1));
        let width = (slots.width * 0.6).min(WIDEST);
        for (at, (part, whole)) in bars.iter().enumerate() {
            let middle = slots.middle(at);
            let left = middle - width / 2.0;
            let (low, high) = (f64::from(*part) * unit, f64::from(*whole) * unit);
            for (height, colour) in [(high, REST), (low, BLUE)] {
                let y = BOTTOM - height;
                self.add(format_args!(
                    r#"<rect x="{left:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{colour}"/>"#
                ));
            }
            if slots.names(at) {
                let label = format!("{part}/{whole}");
                self.text((middle, BOTTOM - high - 8.0), (14, INK, "middle"), &label);
            }
        }
    }

    fn means(&mut self, (from, to): (u8, u8), means: &[f64]) {
        let slots = Slots::of(means.len());
        let unit = (BOTTOM - TOP) / f64::from(to.saturating_sub(from).max(1));
        let height = |mean: f64| BOTTOM - (mean - f64::from(from)) * unit;
        for end in [from, to] {
            let y = height(end.into());
            self.add(format_args!(
                r#"<line x1="{LEFT}" y1="{y:.1}" x2="{RIGHT}" y2="{y:.1}" stroke="{FAINT}" stroke-width="1"/>"#
            ));
            self.text((LEFT, y - 4.0), (12, SOFT, "start"), &end.to_string());
        }
        let points: Vec<(f64, f64)> = means
            .iter()
            .enumerate()
            .map(|(at, mean)| (slots.middle(at), height(*mean)))
            .collect();
        let line: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        let line = line.join(" ");
        self.add(format_args!(
            r#"<polyline points="{line}" fill="none" stroke="{ORANGE}" stroke-width="3" stroke-linejoin="round"/>"#
        ));
        for (at, ((x, y), mean)) in points.iter().zip(means).enumerate() {
            self.add(format_args!(
                r#"<circle cx="{x:.1}" cy="{y:.1}" r="5" fill="{ORANGE}"/>"#
            ));
            if slots.names(at) {
                // In a dip the line is above.
                let y = if is_dip(means, at) {
                    y + 22.0
                } else {
                    y - 12.0
                };
                self.text((*x, y), (14, INK, "middle"), &format!("{mean:.1}"));
            }
        }
    }

    /// Names some of the days, always the last.
    fn days(&mut self, days: &[String]) {
        let slots = Slots::of(days.len());
        let step = days.len().div_ceil(MOST_DAYS).max(1);
        for (at, day) in days.iter().enumerate() {
            if (days.len() - 1 - at).is_multiple_of(step) {
                self.text((slots.middle(at), BOTTOM + 24.0), (13, SOFT, "middle"), day);
            }
        }
    }
}

/// Whether both neighbours are higher, and there is room below.
fn is_dip(means: &[f64], at: usize) -> bool {
    let higher = |other: Option<&f64>| other.is_none_or(|other| *other > means[at]);
    let before = at.checked_sub(1).and_then(|at| means.get(at));
    let is_low = means.iter().all(|other| *other >= means[at]);
    means.len() > 1 && !is_low && higher(before) && higher(means.get(at + 1))
}

/// The columns side by side.
struct Slots {
    count: usize,
    /// Of each.
    width: f64,
}

impl Slots {
    fn of(count: usize) -> Self {
        let all = u32::try_from(count.max(1)).unwrap_or(u32::MAX);
        Self {
            count,
            width: (RIGHT - LEFT) / f64::from(all),
        }
    }

    fn middle(&self, at: usize) -> f64 {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        LEFT + (f64::from(at) + 0.5) * self.width
    }

    /// Whether a column says its own figure.
    fn names(&self, at: usize) -> bool {
        self.count <= MOST_LABELS || at + 1 == self.count
    }
}
