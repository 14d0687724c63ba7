//! What somebody with a role did about a message that pings the role: it settles the ping for all who have it.
//!
//! Nothing is noted of a message that pings no role. So of people who didn't join no more is kept than this needs.

use std::sync::LazyLock;

use super::super::Connection;
use super::super::columns::millis;
use super::super::rows::{Rows, Values, number, pick};
use super::{Act, Kind};
use crate::domain::event::Turn;
use crate::domain::ids::RoleId;

static NOTE: LazyLock<Rows> = LazyLock::new(|| {
    let kind = pick("column4", &Kind::ALL, Kind::word);
    Rows::new(
        format!(
            "insert into role_act (source_id, role_id, user_id, kind, stands, at) \
             select column1, column2, column3, {kind}, 1, column5 from (values "
        ),
        5,
        ") where exists (select 1 from ping p where p.source_id = column1 and p.recipient_id = column2 \
         and p.via = 'role' and p.group_id is null) on conflict (source_id, role_id, user_id, kind) do update \
         set stands = 1, at = excluded.at where excluded.at >= role_act.at",
    )
});

/// Notes what people with these roles did. Discord doesn't tell the roles of who takes a ✅ back: it is taken back for each.
///
/// # Errors
/// If the database can't be written.
pub async fn note_for_roles(
    db: &mut Connection,
    acts: &[(Act, Option<RoleId>)],
) -> sqlx::Result<()> {
    let with_role = |(act, role): &(Act, Option<RoleId>)| Some((*act, (*role)?));
    let added: Vec<(Act, RoleId)> = acts.iter().filter_map(with_role).collect();
    let write = |added: &[(Act, RoleId)], values: &mut Values| {
        for (act, role) in added {
            values.add(act.source)?;
            values.add(*role)?;
            values.add(act.user)?;
            values.add(number(&Kind::ALL, act.kind))?;
            values.add(millis(act.at))?;
        }
        Ok(())
    };
    NOTE.write(db, &added, write).await?;
    let taken_back = acts.iter().filter(|(act, _)| act.turn == Turn::Removed);
    for (act, _) in taken_back {
        sqlx::query(
            "update role_act set stands = 0, at = $1 \
             where source_id = $2 and user_id = $3 and kind = 'checked' and at <= $1",
        )
        .bind(millis(act.at))
        .bind(act.source)
        .bind(act.user)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}
