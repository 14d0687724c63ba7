//! The only place that asks the machine for the time.
