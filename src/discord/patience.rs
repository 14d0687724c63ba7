//! How long Discord is waited for, in real time.
//!
//! Nothing that an operator would change. Stories, in which an answer either comes at once or never, have less of it.

use std::time::Duration;

/// How long to wait for what.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// No answer to a request for so long means that there will be none.
    pub answer: Duration,
    /// The same for what an interaction is answered with. It can be said once: a story in which answers go missing waits
    /// longer for these, lest a busy machine repeats one that was heard.
    pub response: Duration,
    /// The same for what goes with files, which take their time.
    pub upload: Duration,
    /// The first pause before what only asks is sent again over HTTP, because Discord stumbled over it; it doubles.
    pub again: Duration,
    /// The same as `answer` for members asked for over the gateway.
    pub members: Duration,
    /// The same as `answer` for a session that is to be resumed.
    pub resume: Duration,
    /// The same as `answer` for the beginning of a connection, and of a session once it may begin.
    pub identify: Duration,
    /// The first pause before a connection when some in a row did not last; it doubles.
    pub reconnect: Duration,
    /// The first pause before a new session when some were begun within the hour; it doubles.
    pub session: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(15),
            response: Duration::from_secs(15),
            upload: Duration::from_secs(120),
            again: Duration::from_millis(200),
            members: Duration::from_secs(5),
            resume: Duration::from_secs(30),
            identify: Duration::from_secs(30),
            reconnect: Duration::from_secs(1),
            session: Duration::from_secs(60),
        }
    }
}
