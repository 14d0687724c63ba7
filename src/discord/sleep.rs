//! Whether a part that sees to due rows sleeps, for those who wait until there is nothing left to do.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

use super::activity::Activity;

/// How deep it sleeps.
#[derive(Debug)]
pub(super) struct Sleep {
    state: Mutex<State>,
    activity: Arc<Activity>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum State {
    /// It looks round, or something is on its way.
    Awake,
    Asleep {
        /// How often the bell had rung before the last look.
        heard: u64,
        until: Option<DateTime<Utc>>,
    },
}

impl Sleep {
    pub(super) fn new(activity: Arc<Activity>) -> Self {
        Self {
            state: Mutex::new(State::Awake),
            activity,
        }
    }

    /// Whether everything that was due at `now`, or rung for so far, has been seen to.
    pub(super) fn is_sound(&self, rings: u64, now: DateTime<Utc>) -> bool {
        match *self.state.lock().unwrap_or_else(PoisonError::into_inner) {
            State::Awake => false,
            State::Asleep { heard, until } => {
                heard == rings && until.is_none_or(|until| until > now)
            }
        }
    }

    pub(super) fn set(&self, state: State) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
        self.activity.look_again();
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn sleep_is_sound_when_nothing_was_rung_for_and_nothing_is_due() {
        let sleep = Sleep::new(Arc::default());
        let now = DateTime::UNIX_EPOCH;
        let later = now + TimeDelta::minutes(1);
        assert!(!sleep.is_sound(0, now));
        sleep.set(State::Asleep {
            heard: 3,
            until: Some(later),
        });
        assert!(sleep.is_sound(3, now));
        assert!(!sleep.is_sound(4, now));
        assert!(!sleep.is_sound(3, later));
    }
}
