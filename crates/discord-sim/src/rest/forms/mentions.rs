//! `allowed_mentions` (facts §3).

use serde_json::Value;

use crate::{error::Form, world::mentions::Allowed};

/// Ids in one list.
const MOST: usize = 100;

/// The field, checked; `None` if it is absent.
pub(crate) fn read(form: &mut Form, body: &Value) -> Option<Allowed> {
    let field = body
        .get("allowed_mentions")
        .filter(|field| !field.is_null())?;
    const PATH: &str = "allowed_mentions";
    let parse = form.list(field, PATH, "parse", 3).unwrap_or_default();
    for (at, kind) in parse.iter().enumerate() {
        if !matches!(kind.as_str(), Some("users" | "roles" | "everyone")) {
            let path = format!("{PATH}.parse.{at}");
            form.wrong(
                &path,
                "BASE_TYPE_CHOICES",
                "Value must be one of ('users', 'roles', 'everyone').",
            );
        }
    }
    let has = |kind: &str| parse.iter().any(|value| value == kind);
    for kind in ["users", "roles"] {
        let listed = form.list(field, PATH, kind, MOST).unwrap_or_default();
        if has(kind) && !listed.is_empty() {
            let why = format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
            form.wrong(PATH, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", &why);
        }
        for (at, id) in listed.iter().enumerate() {
            if id.as_str().is_none_or(|id| id.parse::<u64>().is_err()) && !id.is_u64() {
                form.wrong(
                    &format!("{PATH}.{kind}.{at}"),
                    "NUMBER_TYPE_COERCE",
                    "Value is not snowflake.",
                );
            }
        }
    }
    let number = |id: &Value| id.as_u64().or_else(|| id.as_str()?.parse().ok());
    let ids = |kind: &str| {
        field[kind]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(number)
            .collect::<Vec<u64>>()
    };
    Some(Allowed {
        all_users: has("users"),
        all_roles: has("roles"),
        everyone: has("everyone"),
        users: ids("users").into_iter().map(crate::UserId::new).collect(),
        roles: ids("roles").into_iter().map(crate::RoleId::new).collect(),
        replied_user: field["replied_user"] == true,
    })
}
