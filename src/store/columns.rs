//! The only conversions between Adagio's values and the database's columns.
//!
//! Instants are unix milliseconds, so what is read is what was written only to the millisecond:
//! `instant(millis(at)) == at` for every instant that a snowflake or the clock's milliseconds can name.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::domain::ids::{
    ChannelId, MessageId, OutboxId, RoleId, RunId, ServerId, StandupId, TermsId, UserId,
};

/// An instant as its column.
pub fn millis(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// A column as its instant. What lies outside chrono's years can't have been written by us.
pub fn instant(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or(DateTime::UNIX_EPOCH)
}

/// A nullable column as its instant.
pub fn maybe_instant(millis: Option<i64>) -> Option<DateTime<Utc>> {
    millis.map(instant)
}

/// A column that holds many values as one JSON array.
pub fn array<'r, T: Deserialize<'r>>(text: &'r str) -> sqlx::Result<T> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// A word in a column that this version doesn't know: the table's own check should have kept it out.
pub fn unknown(column: &'static str, word: &str) -> sqlx::Error {
    sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: format!("{word:?} is not a word for {column}").into(),
    }
}

macro_rules! id_columns {
    ($($id:ident),*) => {$(
        impl sqlx::Type<sqlx::Sqlite> for $id {
            fn type_info() -> sqlx::sqlite::SqliteTypeInfo {
                <i64 as sqlx::Type<sqlx::Sqlite>>::type_info()
            }
        }

        impl<'q> sqlx::Encode<'q, sqlx::Sqlite> for $id {
            fn encode_by_ref(
                &self,
                buffer: &mut <sqlx::Sqlite as sqlx::Database>::ArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <i64 as sqlx::Encode<'q, sqlx::Sqlite>>::encode_by_ref(&self.get(), buffer)
            }
        }

        impl<'r> sqlx::Decode<'r, sqlx::Sqlite> for $id {
            fn decode(value: sqlx::sqlite::SqliteValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                <i64 as sqlx::Decode<'r, sqlx::Sqlite>>::decode(value).map(Self::new)
            }
        }
    )*};
}

id_columns!(
    UserId, ServerId, ChannelId, MessageId, RoleId, OutboxId, StandupId, TermsId, RunId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_survives_its_column() {
        let at = MessageId::new(175_928_847_299_117_063).sent_at();
        assert_eq!(instant(millis(at)), at);
    }
}
