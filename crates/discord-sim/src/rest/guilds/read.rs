//! Fields of servers, roles, members and channels. What is absent or null is `None`; what doesn't fit is noted in the form.

use serde_json::Value;

use crate::{
    Permissions,
    error::{ApiError, Form},
};

/// A set of permissions: digits in a text, or a number.
pub(crate) fn permissions(form: &mut Form, body: &Value, key: &str) -> Option<Permissions> {
    let bits = form.snowflake(&body[key], key);
    bits.map(Permissions::from_bits)
}

/// A field whose absence leaves things as they are, while null empties it: `Some(None)`.
pub(crate) fn emptiable<T>(body: &Value, key: &str, read: Option<T>) -> Option<Option<T>> {
    body.get(key).map(|_| read)
}

/// A body that should have been a list.
pub(crate) fn no_list() -> ApiError {
    ApiError::form(
        "",
        "LIST_TYPE_CONVERT",
        "Only iterables may be used in a ListType",
    )
}
