//! What Adagio says.
