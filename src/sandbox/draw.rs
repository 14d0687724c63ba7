//! Lots that fall the same way every time: all chance in the sandbox comes from a seed.
//!
//! A lot is drawn for a purpose, `Draw::new(7).lot("zone", "ana")`, so that a new purpose or another
//! person changes nothing for those who are there already.

/// A source of lots. The same seed draws the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draw {
    seed: u64,
}

impl Draw {
    /// The lots of this seed.
    pub(super) const fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// One lot for a purpose and whom (or what) it is about: any number is equally likely.
    pub(super) fn lot(self, purpose: &str, about: &str) -> u64 {
        let text = purpose.bytes().chain([0]).chain(about.bytes());
        text.fold(mix(self.seed), |state, byte| mix(state ^ u64::from(byte)))
    }

    /// A number below `end`, which is at least 1.
    pub(super) fn below(self, end: usize, purpose: &str, about: &str) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.lot(purpose, about) % end).unwrap_or(0)
    }

    /// Whether something that happens once in `n` cases happens here.
    pub(super) fn once_in(self, n: usize, purpose: &str, about: &str) -> bool {
        self.below(n, purpose, about) == 0
    }
}

/// One step of SplitMix64 (Steele, Lea, Flood 2014).
const fn mix(state: u64) -> u64 {
    let z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_draws_the_same_every_time() {
        assert_eq!(
            Draw::new(7).lot("zone", "ana"),
            Draw::new(7).lot("zone", "ana")
        );
        assert_ne!(
            Draw::new(7).lot("zone", "ana"),
            Draw::new(8).lot("zone", "ana")
        );
        assert_ne!(
            Draw::new(7).lot("zone", "ana"),
            Draw::new(7).lot("quiet", "ana")
        );
        assert_ne!(Draw::new(7).lot("a", "b"), Draw::new(7).lot("ab", ""));
    }

    #[test]
    fn lots_are_spread_evenly() {
        let mut counts = [0_usize; 10];
        for n in 0..10_000 {
            counts[Draw::new(1).below(10, "spread", &n.to_string())] += 1;
        }
        assert!(
            counts.iter().all(|count| (900..1_100).contains(count)),
            "{counts:?}"
        );
    }
}
