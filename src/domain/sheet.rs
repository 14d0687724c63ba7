//! One page of a plain list: the tabs of the inbox beside what waits.

use super::digest::{PAGE, pages};
use super::rights::Elsewhere;

/// A page, and how much there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet<T> {
    /// How many there are, over all pages.
    pub count: usize,
    pub items: Vec<T>,
    /// From 0.
    pub number: usize,
    /// How many pages there are, at least 1.
    pub pages: usize,
    pub elsewhere: Elsewhere,
}

impl<T> Sheet<T> {
    /// The page with this number of a list, or its last one.
    pub fn of(all: Vec<T>, number: usize, elsewhere: Elsewhere) -> Self {
        let (count, pages) = (all.len(), pages(all.len()));
        let number = number.min(pages - 1);
        Self {
            count,
            items: all.into_iter().skip(number * PAGE).take(PAGE).collect(),
            number,
            pages,
            elsewhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_a_page_and_the_last_page_for_all_that_lie_behind_it() {
        let page = |number| {
            let sheet = Sheet::of((0..23).collect(), number, Elsewhere::Nothing);
            (sheet.items, sheet.number, sheet.pages)
        };
        assert_eq!(page(0), ((0..10).collect(), 0, 3));
        assert_eq!(page(2), ((20..23).collect(), 2, 3));
        assert_eq!(page(9), page(2));
        let none = Sheet::<u8>::of(Vec::new(), 1, Elsewhere::Nothing);
        assert_eq!((none.count, none.number, none.pages), (0, 0, 1));
    }
}
