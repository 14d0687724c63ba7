//! Presences, in IDENTIFY and by op 3. Nobody sees them, but their form counts.

use serde_json::Value;

/// `activities` is a list of things with a name and a type, `status` a word, `afk` a bool. `since` may be anything: serenity
/// sends an object of seconds and nanoseconds, and every bot made with it is let in.
pub(crate) fn is_sound(presence: &Value) -> bool {
    let status = presence["status"].as_str();
    let activities = presence["activities"].as_array();
    status.is_some_and(|status| ["online", "dnd", "idle", "invisible", "offline"].contains(&status))
        && activities.is_some_and(|activities| activities.iter().all(is_activity))
        && presence["afk"].is_boolean()
}

fn is_activity(activity: &Value) -> bool {
    activity["name"].is_string() && matches!(activity["type"].as_u64(), Some(0..=5))
}
