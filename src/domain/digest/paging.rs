//! Ten a page.

/// How many items a page has (PRODUCT P5).
pub const PAGE: usize = 10;

/// How many pages so many items fill; nothing still is a page.
pub const fn pages(items: usize) -> usize {
    if items == 0 { 1 } else { items.div_ceil(PAGE) }
}

/// What one page shows, to be changed; one behind the last is the last.
pub fn shown_mut<T>(ranked: &mut [T], page: usize) -> impl Iterator<Item = &mut T> {
    let page = page.min(pages(ranked.len()) - 1);
    ranked.iter_mut().skip(page.saturating_mul(PAGE)).take(PAGE)
}
