//! Draws charts: a vector picture, made into pixels with the font that comes with Adagio.
//!
//! 600 by 300 units, drawn at twice the size for sharp screens; on a ground of its own, so that it reads the same in light and dark
//! themes. Blue and orange are told apart by colour-blind readers too.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::domain::chart::Chart;

mod svg;

/// Letters of Europe's languages, digits and signs. `config/fonts/OFL.txt` is its licence.
static FONT: &[u8] = include_bytes!("../config/fonts/Inter-Regular.otf");

/// Pixels a unit.
const SCALE: u16 = 2;

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    Arc::new(fonts)
});

/// A chart can't be drawn: a fault of ours.
#[derive(Debug, thiserror::Error)]
pub enum NotDrawn {
    #[error("the picture isn't as its format asks")]
    Svg(#[from] resvg::usvg::Error),
    #[error("the picture has no size, or can't be packed")]
    Png,
}

/// A chart as PNG.
///
/// # Errors
/// If it can't be drawn.
pub fn png(chart: &Chart) -> Result<Vec<u8>, NotDrawn> {
    let options = Options {
        font_family: "Inter".to_owned(),
        fontdb: Arc::clone(&FONTS),
        ..Options::default()
    };
    let drawn = svg::of(chart);
    let tree = Tree::from_str(&drawn, &options)?;
    let (width, height) = (
        svg::WIDTH * u32::from(SCALE),
        svg::HEIGHT * u32::from(SCALE),
    );
    let mut pixels = Pixmap::new(width, height).ok_or(NotDrawn::Png)?;
    let scale = Transform::from_scale(SCALE.into(), SCALE.into());
    resvg::render(&tree, scale, &mut pixels.as_mut());
    pixels.encode_png().map_err(|_| NotDrawn::Png)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chart::Plot;

    fn columns(plot: &Plot) -> usize {
        match plot {
            Plot::Bars(bars) => bars.len(),
            Plot::Means(_, _, means) => means.len(),
        }
    }

    fn chart(plot: Plot) -> Chart {
        let days = columns(&plot);
        Chart {
            title: "67 % answered on average; 5 of 6 the last time".to_owned(),
            description: String::new(),
            days: (0..days).map(|day| format!("{} Mar", day + 2)).collect(),
            plot,
        }
    }

    #[test]
    fn every_chart_is_drawn_however_many_days_it_has() {
        for count in [0_u32, 1, 2, 12, 30] {
            let bars = (0..count).map(|day| (day % 7, 6)).collect();
            let means = (0..count).map(|day| 1.0 + f64::from(day % 5)).collect();
            for plot in [Plot::Bars(bars), Plot::Means(1, 5, means)] {
                let drawn = png(&chart(plot)).unwrap();
                let pixels = Pixmap::decode_png(&drawn).unwrap();
                assert_eq!((pixels.width(), pixels.height()), (1_200, 600));
            }
        }
    }

    /// What `docs/standups.md` shows is what is drawn.
    #[test]
    fn the_pictures_of_the_guide_are_those_that_are_drawn() {
        let bars = [
            (5, 6),
            (6, 6),
            (4, 6),
            (5, 6),
            (3, 6),
            (6, 6),
            (5, 7),
            (7, 7),
            (5, 6),
        ];
        let means = [3.2, 3.4, 4.1, 2.8, 3.0, 3.9, 4.2, 5.0, 3.8];
        let turnout = chart(Plot::Bars(bars.into()));
        let mood = chart(Plot::Means(1, 5, means.into()));
        let drawn = [
            (
                "turnout.png",
                "82 % answered on average; 5 of 6 the last time",
                turnout,
            ),
            ("mood.png", "3.7 of 5 on average; 3.8 the last time", mood),
        ];
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../docs/pictures");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        for (name, title, chart) in drawn {
            let title = title.to_owned();
            let drawn = png(&Chart { title, ..chart }).unwrap();
            settings.bind(|| insta::assert_binary_snapshot!(name, drawn));
        }
    }

    #[test]
    fn the_title_is_drawn_in_the_font_that_comes_along() {
        let dark = |title: &str| {
            let chart = Chart {
                title: title.to_owned(),
                ..chart(Plot::Bars(Vec::new()))
            };
            let pixels = Pixmap::decode_png(&png(&chart).unwrap()).unwrap();
            let ground = pixels.pixel(600, 300).unwrap();
            pixels
                .pixels()
                .iter()
                .filter(|pixel| **pixel != ground)
                .count()
        };
        assert!(dark("5 of 6 <answered> & more") > dark("") + 1_000);
    }
}
