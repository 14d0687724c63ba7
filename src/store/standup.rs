//! Rows of `standup`: what opens, and when next.

mod alone;
mod entry;
mod figures;
mod history;
mod next;
mod participant;
mod prompt;
mod removal;
mod run;
mod search;
mod terms;
mod told;
mod week;

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

pub use self::alone::{alone, set_alone};
pub use self::entry::{
    entries, entries_by, entry, forget_entries, last_plan, names, of_messages, of_replies,
    remove_entry, save,
};
pub use self::figures::{scaled, turnout};
pub use self::history::past_runs;
pub use self::next::next_due;
pub use self::participant::{
    forget, join, joined_by, leave, nudge, of_standup, participant, remind, set_missed,
};
pub use self::prompt::{
    PromptRow, asked, let_pass, not_told, prompt, tell_at, tell_no_more, to_tell, told,
};
pub use self::removal::{delete, delete_all};
pub use self::run::{
    RunRow, add_run, close, has_opened, last_day, of_row, of_thread, open_at, posted, run_before,
    started, to_close,
};
pub use self::search::{HitRow, search};
pub use self::terms::{
    TermsRow, add_terms, attach, channels, is_agreed, is_forum, purge_drafts, remove_draft,
    set_calls, set_channel, set_clocks, set_reveal, set_role, set_sums, set_threads, set_words,
    terms,
};
pub use self::told::told_after;
pub use self::week::{WeekKey, WeekThread, add_week, in_week, lose_week, start_week, week};
use super::Connection;
use super::columns::{maybe_instant, millis, unknown};
use crate::domain::ids::{ServerId, StandupId, TermsId, UserId};
use crate::domain::standup::{Standing, Trouble};

/// A stand-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandupRow {
    pub id: StandupId,
    pub server: ServerId,
    /// Who began it. `None`: was forgotten.
    pub creator: Option<UserId>,
    /// The server's language when it began.
    pub locale: String,
    pub terms: TermsId,
    pub standing: Standing,
    /// When its next run opens. `None`: it is paused, or has none.
    pub due_at: Option<DateTime<Utc>>,
    pub trouble: Option<Trouble>,
    /// Since when only its history is kept. `None`: it isn't deleted.
    pub deleted_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str =
    "standup_id, server_id, creator_id, locale, terms_id, standing, due_at, trouble, deleted_at";

/// Adagio is in its server.
const PRESENT: &str = "exists (select 1 from server v where v.server_id = standup.server_id and v.removed_at is null)";

/// Begins a stand-up. Its terms must be in the same server.
///
/// # Errors
/// If the database can't be written.
pub async fn add(
    db: &mut Connection,
    (server, creator): (ServerId, UserId),
    locale: &str,
    terms: TermsId,
    due_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> sqlx::Result<StandupId> {
    sqlx::query_scalar(
        "insert into standup (server_id, creator_id, locale, terms_id, standing, due_at, created_at) \
         values ($1, $2, $3, $4, 'active', $5, $6) returning standup_id",
    )
    .bind(server)
    .bind(creator)
    .bind(locale.to_owned())
    .bind(terms)
    .bind(due_at.map(millis))
    .bind(millis(now))
    .fetch_one(db)
    .await
}

/// A stand-up of a server. `None`: there is none with this id.
///
/// # Errors
/// If the database can't be read.
pub async fn get(
    db: &mut Connection,
    server: ServerId,
    id: StandupId,
) -> sqlx::Result<Option<StandupRow>> {
    let sql = format!(
        "select {COLUMNS} from standup where standup_id = $1 and server_id = $2 and deleted_at is null"
    );
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(id)
        .bind(server)
        .try_map(row)
        .fetch_optional(db)
        .await
}

/// A stand-up, wherever it is, and whether or not it was deleted. `None`: nothing of it is kept.
///
/// # Errors
/// If the database can't be read.
pub async fn by_id(db: &mut Connection, id: StandupId) -> sqlx::Result<Option<StandupRow>> {
    let sql = format!("select {COLUMNS} from standup where standup_id = $1");
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(id)
        .try_map(row)
        .fetch_optional(db)
        .await
}

/// The stand-ups of a server, the oldest first.
///
/// # Errors
/// If the database can't be read.
pub async fn of_server(db: &mut Connection, server: ServerId) -> sqlx::Result<Vec<StandupRow>> {
    let sql = format!(
        "select {COLUMNS} from standup where server_id = $1 and deleted_at is null order by standup_id"
    );
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(server)
        .try_map(row)
        .fetch_all(db)
        .await
}

/// The stand-ups of which a run is to be opened, the longest due first.
///
/// # Errors
/// If the database can't be read.
pub async fn due(
    db: &mut Connection,
    now: DateTime<Utc>,
    limit: u32,
) -> sqlx::Result<Vec<StandupRow>> {
    let sql = format!(
        "select {COLUMNS} from standup where due_at <= $1 and {PRESENT} \
         order by due_at, standup_id limit $2"
    );
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(millis(now))
        .bind(limit)
        .try_map(row)
        .fetch_all(db)
        .await
}

/// Notes when the next run opens.
///
/// # Errors
/// If the database can't be written.
pub async fn set_due(
    db: &mut Connection,
    id: StandupId,
    due_at: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query("update standup set due_at = $1 where standup_id = $2")
        .bind(due_at.map(millis))
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Pauses or resumes a stand-up, with when its next run opens.
///
/// # Errors
/// If the database can't be written.
pub async fn set_standing(
    db: &mut Connection,
    id: StandupId,
    standing: Standing,
    due_at: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query("update standup set standing = $1, due_at = $2 where standup_id = $3")
        .bind(standing_word(standing))
        .bind(due_at.map(millis))
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Makes a stand-up go by other terms.
///
/// # Errors
/// If the database can't be written.
pub async fn set_terms(
    db: &mut Connection,
    id: StandupId,
    terms: TermsId,
    due_at: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update standup set terms_id = $1, due_at = $2, trouble = null where standup_id = $3",
    )
    .bind(terms)
    .bind(due_at.map(millis))
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// Notes why a run couldn't be opened, or that the last one could.
///
/// # Errors
/// If the database can't be written.
pub async fn set_trouble(
    db: &mut Connection,
    id: StandupId,
    trouble: Option<Trouble>,
) -> sqlx::Result<()> {
    sqlx::query("update standup set trouble = $1 where standup_id = $2")
        .bind(trouble.map(Trouble::word))
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

fn row(row: SqliteRow) -> sqlx::Result<StandupRow> {
    let standing: &str = row.try_get("standing")?;
    let trouble: Option<&str> = row.try_get("trouble")?;
    Ok(StandupRow {
        id: row.try_get("standup_id")?,
        server: row.try_get("server_id")?,
        creator: row.try_get("creator_id")?,
        locale: row.try_get("locale")?,
        terms: row.try_get("terms_id")?,
        standing: match standing {
            "active" => Standing::Active,
            "paused" => Standing::Paused,
            word => return Err(unknown("standup.standing", word)),
        },
        due_at: maybe_instant(row.try_get("due_at")?),
        trouble: trouble.map(trouble_of).transpose()?,
        deleted_at: maybe_instant(row.try_get("deleted_at")?),
    })
}

const fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Active => "active",
        Standing::Paused => "paused",
    }
}

fn trouble_of(word: &str) -> sqlx::Result<Trouble> {
    let mut all = Trouble::ALL.into_iter();
    all.find(|trouble| trouble.word() == word)
        .ok_or_else(|| unknown("standup.trouble", word))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::civil::TimeOfDay;
    use crate::domain::ids::{ChannelId, MessageId, RoleId, RunId, TagId};
    use crate::domain::quiet::Span;
    use crate::domain::standup::{
        Answers, Calls, Clocks, Draft, Entry, Manner, Nth, Nudges, Opens, Participant, Recurrence,
        Remind, Reveal, Sums, Threads, Timetable, Venue, Window, read_questions,
    };
    use crate::store::{Store, Write, server};

    const ACME: ServerId = ServerId::new(1);
    const OTHER: ServerId = ServerId::new(2);
    const ANA: UserId = UserId::new(21);
    const DEV: ChannelId = ChannelId::new(11);

    fn at(millis: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(millis).unwrap()
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn draft() -> Draft {
        let questions =
            "Done?\nHow sure? [1-5]\nWhere? [home, office]\nBlocked? [yes/no]\nHours? [number]";
        let (opens, closes) = (TimeOfDay::hm(18, 0), TimeOfDay::hm(10, 0));
        Draft {
            name: "Daily".parse().unwrap(),
            channel: None,
            venue: Venue::Forum(vec![TagId::new(7), TagId::new(8)]),
            threads: Threads::AWeek,
            zone: None,
            clocks: Clocks::One,
            timetable: Timetable {
                recurrence: Recurrence::Weekly {
                    days: "mon-fri".parse().unwrap(),
                    every: 2,
                    counted_from: date("2026-03-04"),
                },
                window: Window::new(opens, closes, Opens::TheEveningBefore).unwrap(),
                holidays: ["2026-12-25", "2026-04-03"].map(date).into(),
            },
            questions: read_questions(questions).unwrap(),
            reveal: Reveal::AtOnce,
            sums: Sums::ByPerson,
            title: Some("{name} in week {week}".parse().unwrap()),
            role: None,
            calls: Calls::Never,
        }
    }

    /// A database with two servers, and a transaction in it.
    async fn open() -> (tempfile::TempDir, Write) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("adagio.db")).await.unwrap();
        let mut db = store.write().await.unwrap();
        for server in [ACME, OTHER] {
            server::seen(&mut db, server, at(0)).await.unwrap();
        }
        (folder, db)
    }

    async fn drafted(db: &mut Connection) -> TermsId {
        let row = TermsRow {
            standup: None,
            draft: draft(),
        };
        add_terms(db, ACME, &row, at(5)).await.unwrap()
    }

    async fn begun(db: &mut Connection) -> StandupId {
        let terms = drafted(db).await;
        let standup = add(db, (ACME, ANA), "de", terms, Some(at(100)), at(6))
            .await
            .unwrap();
        attach(db, terms, standup).await.unwrap();
        standup
    }

    #[tokio::test]
    async fn terms_are_read_as_they_were_written() {
        let (_folder, mut db) = open().await;
        let id = drafted(&mut db).await;
        let read = terms(&mut db, ACME, id).await.unwrap().unwrap();
        assert_eq!((read.standup, &read.draft), (None, &draft()));
        assert_eq!(
            terms(&mut db, OTHER, id).await.unwrap(),
            None,
            "it is another server's"
        );

        let (zone, role) = ("Asia/Kathmandu".parse().unwrap(), RoleId::new(31));
        set_channel(&mut db, id, (DEV, &Venue::Text)).await.unwrap();
        set_clocks(&mut db, id, zone, Clocks::EachOnes)
            .await
            .unwrap();
        set_role(&mut db, id, Some(role)).await.unwrap();
        set_reveal(&mut db, id, Reveal::AtClose).await.unwrap();
        set_sums(&mut db, id, Sums::ByQuestion).await.unwrap();
        set_calls(&mut db, id, Calls::Once).await.unwrap();
        set_threads(&mut db, id, Threads::ADay).await.unwrap();
        let mut other = draft();
        other.name = "Retro".parse().unwrap();
        other.zone = Some(zone);
        other.title = None;
        other.questions = read_questions("One? [short]").unwrap();
        other.timetable = Timetable {
            recurrence: Recurrence::Monthly {
                nth: Nth::Last,
                day: chrono::Weekday::Fri,
            },
            window: Window::new(TimeOfDay::hm(9, 0), TimeOfDay::DAY_END, Opens::ThatDay).unwrap(),
            holidays: [date("2027-01-01")].into(),
        };
        set_words(&mut db, id, &other).await.unwrap();
        let expected = Draft {
            channel: Some(DEV),
            venue: Venue::Text,
            threads: Threads::ADay,
            clocks: Clocks::EachOnes,
            role: Some(role),
            reveal: Reveal::AtClose,
            sums: Sums::ByQuestion,
            calls: Calls::Once,
            ..other
        };
        assert_eq!(
            terms(&mut db, ACME, id).await.unwrap().unwrap().draft,
            expected
        );
        set_role(&mut db, id, None).await.unwrap();
        assert_eq!(
            terms(&mut db, ACME, id).await.unwrap().unwrap().draft.role,
            None
        );
    }

    #[tokio::test]
    async fn drafts_go_and_what_is_in_use_stays() {
        let (_folder, mut db) = open().await;
        let (first, second) = (drafted(&mut db).await, drafted(&mut db).await);
        assert!(!is_agreed(&mut db, first).await.unwrap());
        remove_draft(&mut db, first).await.unwrap();
        assert_eq!(terms(&mut db, ACME, first).await.unwrap(), None);
        assert_eq!(purge_drafts(&mut db, at(5)).await.unwrap(), 0);
        assert_eq!(purge_drafts(&mut db, at(6)).await.unwrap(), 1);
        assert_eq!(terms(&mut db, ACME, second).await.unwrap(), None);

        let standup = begun(&mut db).await;
        let used = get(&mut db, ACME, standup).await.unwrap().unwrap().terms;
        let (opens, closes) = (at(100), at(200));
        let span = Span {
            from: opens,
            until: closes,
        };
        add_run(&mut db, standup, date("2026-03-05"), used, span)
            .await
            .unwrap();
        let other = drafted(&mut db).await;
        attach(&mut db, other, standup).await.unwrap();
        set_terms(&mut db, standup, other, Some(at(300)))
            .await
            .unwrap();
        for id in [used, other] {
            assert!(is_agreed(&mut db, id).await.unwrap());
            remove_draft(&mut db, id).await.unwrap();
        }
        assert_eq!(purge_drafts(&mut db, at(1_000)).await.unwrap(), 0);
        let found = terms(&mut db, ACME, used).await.unwrap().unwrap();
        assert_eq!(found.standup, Some(standup), "its run goes by them");
    }

    #[tokio::test]
    async fn a_stand_up_is_due_until_it_is_paused_or_deleted() {
        let (_folder, mut db) = open().await;
        let standup = begun(&mut db).await;
        let row = get(&mut db, ACME, standup).await.unwrap().unwrap();
        assert_eq!(
            (row.creator, row.locale.as_str(), row.due_at),
            (Some(ANA), "de", Some(at(100)))
        );
        assert_eq!(get(&mut db, OTHER, standup).await.unwrap(), None);
        assert_eq!(by_id(&mut db, standup).await.unwrap().as_ref(), Some(&row));
        assert_eq!(
            of_server(&mut db, ACME).await.unwrap(),
            std::slice::from_ref(&row)
        );
        assert_eq!(next_due(&mut db).await.unwrap(), Some(at(100)));
        assert_eq!(due(&mut db, at(99), 9).await.unwrap(), []);
        assert_eq!(due(&mut db, at(100), 9).await.unwrap(), [row]);

        set_due(&mut db, standup, Some(at(150))).await.unwrap();
        assert_eq!(due(&mut db, at(149), 9).await.unwrap(), []);
        set_trouble(&mut db, standup, Some(Trouble::Gone))
            .await
            .unwrap();
        set_standing(&mut db, standup, Standing::Paused, None)
            .await
            .unwrap();
        let row = get(&mut db, ACME, standup).await.unwrap().unwrap();
        assert_eq!(
            (row.standing, row.trouble),
            (Standing::Paused, Some(Trouble::Gone))
        );
        assert_eq!(next_due(&mut db).await.unwrap(), None);
        let terms = drafted(&mut db).await;
        set_terms(&mut db, standup, terms, None).await.unwrap();
        let row = get(&mut db, ACME, standup).await.unwrap().unwrap();
        assert_eq!(
            (row.terms, row.trouble),
            (terms, None),
            "with other terms it may go well"
        );
        delete(&mut db, standup, at(400)).await.unwrap();
        assert_eq!(of_server(&mut db, ACME).await.unwrap(), []);
        assert_eq!(get(&mut db, ACME, standup).await.unwrap(), None);
        let kept = by_id(&mut db, standup).await.unwrap().unwrap();
        assert_eq!(kept.deleted_at, Some(at(400)));
        delete_all(&mut db, standup).await.unwrap();
        assert_eq!(by_id(&mut db, standup).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_day_has_one_run() {
        let (_folder, mut db) = open().await;
        let standup = begun(&mut db).await;
        let terms = get(&mut db, ACME, standup).await.unwrap().unwrap().terms;
        assert_eq!(last_day(&mut db, standup).await.unwrap(), None);
        let day = date("2026-03-05");
        let span = Span {
            from: at(100),
            until: at(200),
        };
        let id = add_run(&mut db, standup, day, terms, span)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            add_run(&mut db, standup, day, terms, span).await.unwrap(),
            None
        );
        assert_eq!(last_day(&mut db, standup).await.unwrap(), Some(day));
        let run = crate::domain::standup::Run {
            id,
            standup,
            day,
            span,
        };
        let mut row = RunRow {
            run,
            terms,
            message: None,
            thread: None,
        };
        assert_eq!(of_row(&mut db, id).await.unwrap(), Some(row));
        assert_eq!(of_row(&mut db, RunId::new(99)).await.unwrap(), None);
        posted(&mut db, id, MessageId::new(7)).await.unwrap();
        let open = open_at(&mut db, standup, at(199)).await.unwrap();
        assert_eq!(open, [(run, Some(MessageId::new(7)))]);
        assert_eq!(open_at(&mut db, standup, at(200)).await.unwrap(), []);
        started(&mut db, id, Some(ChannelId::new(7))).await.unwrap();
        (row.message, row.thread) = (Some(MessageId::new(7)), Some(ChannelId::new(7)));
        assert_eq!(of_row(&mut db, id).await.unwrap(), Some(row));
        set_due(&mut db, standup, None).await.unwrap();
        assert_eq!(next_due(&mut db).await.unwrap(), Some(at(200)));
        assert_eq!(to_close(&mut db, at(199), 9).await.unwrap(), []);
        assert_eq!(to_close(&mut db, at(200), 9).await.unwrap(), [id]);
        assert!(close(&mut db, id).await.unwrap());
        assert!(!close(&mut db, id).await.unwrap(), "it is closed once");
        assert_eq!(next_due(&mut db).await.unwrap(), None);
        delete_all(&mut db, standup).await.unwrap();
        assert_eq!(of_row(&mut db, id).await.unwrap(), None);
    }

    #[tokio::test]
    async fn an_entry_is_read_as_it_was_written_and_its_plan_is_found_again() {
        let (_folder, mut db) = open().await;
        let mut planned = draft();
        planned.questions = read_questions("Done?\nNext? [plan]\nSure? [1-5]").unwrap();
        let row = TermsRow {
            standup: None,
            draft: planned,
        };
        let terms = add_terms(&mut db, ACME, &row, at(5)).await.unwrap();
        let standup = add(&mut db, (ACME, ANA), "de", terms, None, at(6))
            .await
            .unwrap();
        let span = Span {
            from: at(100),
            until: at(200),
        };
        let day = date("2026-03-05");
        let run = add_run(&mut db, standup, day, terms, span).await.unwrap();
        let run = run.unwrap();
        let words = |word: &str| Some(word.to_owned());
        let mut written = Entry {
            user: ANA,
            name: "ana".to_owned(),
            picture: words("https://cdn.discordapp.com/embed/avatars/0.png"),
            manner: Manner::Words,
            answers: Answers::new([None, words("the invoice"), words("4")]),
            edits: 0,
            message: None,
            reply: Some(MessageId::new(8)),
            parts: 0,
            written_at: at(110),
            changed_at: at(110),
        };
        assert_eq!(entry(&mut db, run, ANA).await.unwrap(), None);
        save(&mut db, run, &written).await.unwrap();
        let plan = last_plan(&mut db, standup, ANA, date("2026-03-06"));
        assert_eq!(plan.await.unwrap().as_deref(), Some("the invoice"));
        let plan = last_plan(&mut db, standup, ANA, day);
        assert_eq!(plan.await.unwrap(), None, "it is this day's own");
        let read = entry(&mut db, run, ANA).await.unwrap().unwrap();
        assert_eq!(
            read.answers.numbered().collect::<Vec<_>>(),
            [(1, "the invoice"), (2, "4")]
        );
        written.manner = Manner::Skipped;
        written.answers = Answers::default();
        (written.edits, written.parts, written.changed_at) = (1, 1, at(120));
        save(&mut db, run, &written).await.unwrap();
        let all = entries(&mut db, run).await.unwrap();
        assert!(all.len() == 1 && all[0].answers.is_empty() && all[0].edits == 1);
        assert_eq!(entries_by(&mut db, ANA).await.unwrap(), 1);
        assert_eq!(forget_entries(&mut db, ANA).await.unwrap(), [(run, 1)]);
        assert_eq!(entries_by(&mut db, ANA).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn who_joins_keeps_their_choice_until_they_leave() {
        let (_folder, mut db) = open().await;
        let standup = begun(&mut db).await;
        assert!(!remind(&mut db, standup, ANA, Remind::Direct).await.unwrap());
        join(&mut db, standup, ANA, at(7)).await.unwrap();
        assert!(remind(&mut db, standup, ANA, Remind::Direct).await.unwrap());
        join(&mut db, standup, ANA, at(8)).await.unwrap();
        let joined = of_standup(&mut db, standup).await.unwrap();
        let ana = Participant {
            user: ANA,
            remind: Remind::Direct,
            nudges: Nudges::Light,
            missed: 0,
        };
        assert_eq!(joined, [ana]);
        assert!(nudge(&mut db, standup, ANA, Nudges::Off).await.unwrap());
        set_missed(&mut db, standup, ANA, 3).await.unwrap();
        let read = participant(&mut db, standup, ANA).await.unwrap();
        let expected = Participant {
            nudges: Nudges::Off,
            missed: 3,
            ..ana
        };
        assert_eq!(read, Some(expected));
        assert!(leave(&mut db, standup, ANA).await.unwrap());
        assert!(!leave(&mut db, standup, ANA).await.unwrap());
        join(&mut db, standup, ANA, at(9)).await.unwrap();
        assert_eq!(joined_by(&mut db, ANA).await.unwrap(), 1);
        forget(&mut db, ANA).await.unwrap();
        assert_eq!(of_standup(&mut db, standup).await.unwrap(), []);
        assert_eq!(joined_by(&mut db, ANA).await.unwrap(), 0);
        assert_eq!(
            get(&mut db, ACME, standup).await.unwrap().unwrap().creator,
            None
        );
    }

    #[tokio::test]
    async fn a_server_that_goes_takes_its_stand_ups_along() {
        let (_folder, mut db) = open().await;
        let standup = begun(&mut db).await;
        server::left(&mut db, ACME, at(50)).await.unwrap();
        assert_eq!(
            due(&mut db, at(100), 9).await.unwrap(),
            [],
            "nobody is there to read it"
        );
        assert_eq!(next_due(&mut db).await.unwrap(), None);
        server::seen(&mut db, ACME, at(60)).await.unwrap();
        assert_eq!(next_due(&mut db).await.unwrap(), Some(at(100)));
        server::delete(&mut db, ACME).await.unwrap();
        assert_eq!(get(&mut db, ACME, standup).await.unwrap(), None);
        assert_eq!(next_due(&mut db).await.unwrap(), None);
    }
}
