//! The faults' own handle.

use super::{Fault, Mishap, Mix, RouteMatch, Struck};
use crate::world::{Handle, Reach};

/// The faults of one simulator; see [`crate::Simulator::faults`]. Clones share them.
#[derive(Clone, Debug)]
pub struct Faults {
    shared: Handle,
}

impl Faults {
    pub(crate) const fn new(shared: Handle) -> Self {
        Self { shared }
    }

    /// The next matching request gets `fault`. Several wait in line, oldest first; see [`Faults::times`].
    pub fn next(&self, route: impl Into<RouteMatch>, fault: Fault) {
        self.times(1, route, fault);
    }

    /// The next `count` matching requests get `fault`.
    ///
    /// # Panics
    /// If no request can match: the simulator has no such route.
    pub fn times(&self, count: usize, route: impl Into<RouteMatch>, fault: Fault) {
        let route = route.into();
        if let Err(why) = route.check() {
            panic!("{why}");
        }
        self.shared.world().faults.script(count, route, fault);
    }

    /// All matching requests get `fault`, until [`Faults::clear`]; see [`Faults::times`].
    pub fn always(&self, route: impl Into<RouteMatch>, fault: Fault) {
        self.times(usize::MAX, route, fault);
    }

    /// From now on requests and events go wrong as the mix says, besides what is scripted; counting begins anew. Pre-built
    /// events that are poured are spared.
    ///
    /// # Panics
    /// If a rate is no share of 1.
    pub fn seeded(&self, mix: Mix) {
        if let Err(why) = mix.check() {
            panic!("{why}");
        }
        self.shared.world().faults.seed(mix);
    }

    /// From now on nothing goes wrong, scripted or seeded, and what a 429 shut is open. A Discord that is down stays down.
    pub fn clear(&self) {
        let mut world = self.shared.world();
        world.faults.clear();
        world.limiter.shut.open();
    }

    /// Nothing can be reached any more, REST or gateway: connections are cut, new ones refused, until
    /// [`Faults::come_back`]. No request that comes after this is applied.
    pub fn go_down(&self) {
        self.shared.reach.send_replace(Reach::Down);
    }

    /// Connections are taken again.
    pub fn come_back(&self) {
        self.shared.reach.send_replace(Reach::Up);
    }

    /// Everything that struck so far, oldest first.
    #[must_use]
    pub fn struck(&self) -> Vec<Struck> {
        self.shared.world().faults.struck.clone()
    }

    /// How many requests a fault has hit so far.
    #[must_use]
    pub fn hits(&self) -> usize {
        let is_request = |struck: &&Struck| matches!(struck.mishap, Mishap::Request(_));
        let world = self.shared.world();
        world.faults.struck.iter().filter(is_request).count()
    }
}
