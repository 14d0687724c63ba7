//! Adagio lets a team answer at its own pace.
