//! `allowed_mentions` (facts §3).

use serde_json::Value;

use crate::{
    RoleId, UserId,
    form::{Fields, Form, join},
    world::mentions::Allowed,
};

/// Ids in one list.
const MOST: usize = 100;

/// The field, checked; `None` if it is absent.
pub(crate) fn read(form: &mut Form, body: &Value) -> Option<Allowed> {
    let mut body = Fields::new(form, body, "");
    let mut field = body.part("allowed_mentions")?;
    let parse = kinds(&mut field);
    let all = |kind: &str| parse.contains(&kind);
    let (users, roles) = (ids(&mut field, "users"), ids(&mut field, "roles"));
    for (kind, listed) in [("users", &users), ("roles", &roles)] {
        if all(kind) && !listed.is_empty() {
            let why = format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
            let path = field.path().to_owned();
            field
                .form()
                .wrong(&path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", &why);
        }
    }
    Some(Allowed {
        all_users: all("users"),
        all_roles: all("roles"),
        everyone: all("everyone"),
        users: users.into_iter().map(UserId::new).collect(),
        roles: roles.into_iter().map(RoleId::new).collect(),
        replied_user: field.flag("replied_user"),
    })
}

/// The kinds that are parsed from the text.
fn kinds<'v>(field: &mut Fields<'_, 'v>) -> Vec<&'v str> {
    const KNOWN: [&str; 3] = ["users", "roles", "everyone"];
    let path = field.at("parse");
    let list = field.list("parse", 0..=KNOWN.len());
    let mut kinds = Vec::new();
    for (at, kind) in list.iter().enumerate() {
        match kind.as_str().filter(|kind| KNOWN.contains(kind)) {
            Some(kind) => kinds.push(kind),
            None => field.form().wrong(
                &join(&path, at),
                "BASE_TYPE_CHOICES",
                "Value must be one of ('users', 'roles', 'everyone').",
            ),
        }
    }
    kinds
}

/// The ids in a list.
fn ids(field: &mut Fields<'_, '_>, key: &str) -> Vec<u64> {
    let path = field.at(key);
    let list = field.list(key, 0..=MOST);
    let form = field.form();
    list.iter()
        .enumerate()
        .filter_map(|(at, id)| form.snowflake(id, &join(&path, at)))
        .collect()
}
