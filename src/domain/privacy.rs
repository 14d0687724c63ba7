//! What is kept about one person, as counts: for `/privacy`.

/// What is kept. All zero for somebody of whom nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub standing: Standing,
    /// In so many servers they joined.
    pub servers: u32,
    pub direct_channel: DirectChannel,
    /// Pings that wait for them.
    pub held: u32,
    /// Pings to them that were delivered or settled.
    pub past: u32,
    /// Pings to others that carry their id.
    pub sent: u32,
    /// Notes of where they wrote last, and of what they answered or ticked.
    pub deeds: u32,
    /// Threads and people that they want to hear no more of.
    pub mutes: u32,
    /// Messages that were sent to them, or posted for them.
    pub letters: u32,
    /// Stand-ups that they joined.
    pub standups: u32,
    /// What they answered in stand-ups.
    pub entries: u32,
}

/// How the person stands to Adagio.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Never told Adagio anything.
    #[default]
    Stranger,
    /// Has settings of their own.
    Known,
    /// Wants to be left out.
    LeftOut,
}

/// Whether a direct-message channel is remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DirectChannel {
    Remembered,
    #[default]
    None,
}
