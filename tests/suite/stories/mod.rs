//! The promises to users, each a story on the wire: the real bot against the simulator.

mod crash;
