//! How often something happened within a span of the simulator's clock.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};

use crate::error::ApiError;

/// The instants of the latest times.
#[derive(Default)]
pub(crate) struct Window(VecDeque<DateTime<Utc>>);

impl Window {
    /// Counts one more, unless there were `limit` within `span` already: then how long it is until there is room.
    pub(crate) fn admit(
        &mut self,
        now: DateTime<Utc>,
        span: TimeDelta,
        limit: u32,
    ) -> Result<(), TimeDelta> {
        while self.0.front().is_some_and(|at| now - *at >= span) {
            self.0.pop_front();
        }
        if self.0.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
            let first = self.0.front();
            return Err(first.map_or(span, |first| span - (now - *first)));
        }
        self.0.push_back(now);
        Ok(())
    }
}

/// 429 with Discord's own code: more of this only after `wait`.
pub(crate) fn too_many(code: u32, why: &str, wait: TimeDelta) -> ApiError {
    let mut error = ApiError::new(429, code, why);
    error.retry_after = Some(wait.as_seconds_f64());
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_admits_so_many_and_tells_how_long_to_wait() {
        let mut window = Window::default();
        let minute = |n| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(n);
        let hour = TimeDelta::hours(1);
        assert_eq!(window.admit(minute(0), hour, 2), Ok(()));
        assert_eq!(window.admit(minute(10), hour, 2), Ok(()));
        let wait = TimeDelta::minutes(40);
        assert_eq!(window.admit(minute(20), hour, 2), Err(wait));
        assert_eq!(window.admit(minute(60), hour, 2), Ok(()));
        assert_eq!(
            window.admit(minute(60), hour, 0),
            Err(TimeDelta::minutes(10))
        );
    }
}
