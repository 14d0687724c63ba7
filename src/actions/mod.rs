//! What Adagio does.
