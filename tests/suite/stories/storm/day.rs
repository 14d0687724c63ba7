//! What people do on one day, and what they thereby do to pings.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use discord_sim::{MessageId, Mix, Ping, Struck};

use super::account::{self, Asked, End, Figures};
use super::cast::{self, Cast};
use super::doors::Doors;
use crate::harness::{at, real_time};

/// How the day of a seed went.
pub(super) struct Day {
    pub(super) seed: u64,
    pub(super) figures: Figures,
    pub(super) struck: Vec<Struck>,
    /// What can't be accounted for.
    pub(super) wrong: Vec<String>,
}

/// Chance that is the same each time (SplitMix64).
struct Lots(u64);

impl Lots {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(end).unwrap()).unwrap()
    }
}

/// The day while it is played.
struct Play {
    cast: Cast,
    lots: Lots,
    asked: Vec<Asked>,
}

/// Plays the day of a seed amid a mix of faults, and a night and a day more until everything has come to rest.
pub(super) async fn play(seed: u64, mix: Mix) -> Day {
    let cast = cast::assemble(seed).await;
    let faults = cast.stage.sim().faults();
    faults.seeded(mix);
    let mut play = Play {
        cast,
        lots: Lots(seed),
        asked: Vec::new(),
    };
    let mut now = at("2026-03-02 01:00");
    while now < at("2026-03-02 22:00") {
        now += TimeDelta::minutes(5 + i64::try_from(play.lots.below(30)).unwrap());
        let came = play.cast.let_pass(now).await;
        came.unwrap_or_else(|error| panic!("seed {seed}: {error:#}"));
        for _ in 0..=play.lots.below(3) {
            // No two deeds come in the same instant.
            now += TimeDelta::seconds(1);
            play.cast.stage.set_clock(now);
            play.act(now).await;
        }
        play.open_doors(now, 4).await;
        if seed.is_multiple_of(20) && play.lots.below(20) == 0 {
            play.outage().await;
        }
    }
    faults.clear();
    play.open_doors(now, 1).await;
    play.cast.let_pass(at("2026-03-04 01:00")).await.unwrap();
    account::close(seed, play.cast, play.asked).await
}

impl Play {
    async fn act(&mut self, now: DateTime<Utc>) {
        match self.lots.below(20) {
            0..=9 => self.ask(now),
            10 | 11 => self.answer(now),
            12 | 13 => self.check(now),
            14 => self.withdraw(now),
            15 => self.unmention(now),
            16 => self.reword(),
            17 | 18 => self.write(now),
            _ => self.sleep_earlier(now).await,
        }
    }

    /// Somebody asks one or two others.
    fn ask(&mut self, now: DateTime<Utc>) {
        let (author, room) = (self.somebody(), self.lots.below(self.cast.rooms.len()));
        let (to, also) = (self.somebody(), self.somebody());
        let mut named = vec![to, also];
        named.dedup();
        named.retain(|no| *no != author);
        let people = &self.cast.people;
        let mentions: String = named
            .iter()
            .map(|no| people[*no].person.mention())
            .collect();
        let channel = self.cast.rooms[room].channel;
        let text = format!("{mentions} is it done?");
        let message = people[author].person.post(channel, &text).unwrap();
        self.seen_by_writing(author, room, now, message);
        self.asked.extend(named.into_iter().map(|to| Asked {
            message,
            author,
            to,
            room,
            at: now,
            ends: Vec::new(),
        }));
    }

    /// Who was asked replies.
    fn answer(&mut self, now: DateTime<Utc>) {
        let Some(no) = self.open_one() else { return };
        let Asked {
            message, to, room, ..
        } = self.asked[no];
        let channel = self.cast.rooms[room].channel;
        let who = &self.cast.people[to].person;
        let reply = who.reply(channel, message, "yes", Ping::Off).unwrap();
        self.seen_by_writing(to, room, now, reply);
        self.asked[no].ends.push(End {
            at: now,
            event: "MESSAGE_CREATE",
            of: reply,
        });
    }

    /// Who was asked reacts with ✅.
    fn check(&mut self, now: DateTime<Utc>) {
        let Some(no) = self.open_one() else { return };
        let Asked {
            message, to, room, ..
        } = self.asked[no];
        let channel = self.cast.rooms[room].channel;
        if self.cast.people[to]
            .person
            .react(channel, message, "✅")
            .is_ok()
        {
            self.asked[no].ends.push(End {
                at: now,
                event: "MESSAGE_REACTION_ADD",
                of: message,
            });
        }
    }

    /// Who asked deletes it.
    fn withdraw(&mut self, now: DateTime<Utc>) {
        let Some(no) = self.open_one() else { return };
        let Asked {
            message,
            author,
            room,
            ..
        } = self.asked[no];
        let channel = self.cast.rooms[room].channel;
        self.cast.people[author]
            .person
            .delete(channel, message)
            .unwrap();
        let end = End {
            at: now,
            event: "MESSAGE_DELETE",
            of: message,
        };
        self.end_all_of(message, end);
    }

    /// Who asked takes the mentions out.
    fn unmention(&mut self, now: DateTime<Utc>) {
        let Some(no) = self.open_one() else { return };
        let Asked {
            message,
            author,
            room,
            ..
        } = self.asked[no];
        let channel = self.cast.rooms[room].channel;
        let who = &self.cast.people[author].person;
        who.edit(channel, message, "never mind").unwrap();
        let end = End {
            at: now,
            event: "MESSAGE_UPDATE",
            of: message,
        };
        self.end_all_of(message, end);
    }

    /// Who asked puts it differently.
    fn reword(&mut self) {
        let Some(no) = self.open_one() else { return };
        let Asked {
            message,
            author,
            room,
            ..
        } = self.asked[no];
        let named = self.asked.iter().filter(|it| it.message == message);
        let people = &self.cast.people;
        let mentions: String = named.map(|it| people[it.to].person.mention()).collect();
        let channel = self.cast.rooms[room].channel;
        let text = format!("{mentions} is it done by now?");
        people[author].person.edit(channel, message, &text).unwrap();
    }

    /// Somebody writes without naming anybody.
    fn write(&mut self, now: DateTime<Utc>) {
        let (who, room) = (self.somebody(), self.lots.below(self.cast.rooms.len()));
        let channel = self.cast.rooms[room].channel;
        let person = &self.cast.people[who].person;
        let message = person.post(channel, "lunch?").unwrap();
        self.seen_by_writing(who, room, now, message);
    }

    /// Somebody lets their nights begin at 21:00. If Discord doesn't let the answer through, nobody can rely on it.
    async fn sleep_earlier(&mut self, now: DateTime<Utc>) {
        let (who, room) = (self.somebody(), self.lots.below(self.cast.rooms.len()));
        let channel = self.cast.rooms[room].channel;
        let options = [("from", "21:00"), ("until", "08:00")];
        let inhabitant = &mut self.cast.people[who];
        let answered = inhabitant
            .person
            .run_command(channel, "quiet", &options)
            .await;
        inhabitant.may_be_early |= true;
        if answered.is_ok_and(|answer| answer.text().contains("21:00")) {
            inhabitant.early_from = inhabitant.early_from.or(Some(now));
        }
    }

    /// One in so many of those whose DMs Discord says are closed opens them again, and tells the bot.
    async fn open_doors(&mut self, now: DateTime<Utc>, one_in: usize) {
        let struck = self.cast.stage.sim().faults().struck();
        for no in 0..self.cast.people.len() {
            let is_closed = Doors::of(&self.cast.people[no], &struck).is_closed();
            if is_closed && self.lots.below(one_in) == 0 {
                self.cast.lets_try_again(no, now).await;
            }
        }
    }

    /// Discord is gone for a moment, while somebody asks.
    async fn outage(&mut self) {
        let faults = self.cast.stage.sim().faults();
        faults.go_down();
        self.ask(self.cast.stage.now());
        real_time(Duration::from_millis(20)).await;
        faults.come_back();
    }

    fn somebody(&mut self) -> usize {
        self.lots.below(self.cast.people.len())
    }

    /// A ping that nothing has ended, whose message is still as it was.
    fn open_one(&mut self) -> Option<usize> {
        let open: Vec<_> = (0..self.asked.len())
            .filter(|no| self.asked[*no].ends.is_empty())
            .collect();
        (!open.is_empty()).then(|| open[self.lots.below(open.len())])
    }

    fn end_all_of(&mut self, message: MessageId, end: End) {
        let of = self.asked.iter_mut().filter(|it| it.message == message);
        of.for_each(|it| it.ends.push(end));
    }

    /// Who writes somewhere has seen what was asked of them there.
    fn seen_by_writing(&mut self, who: usize, room: usize, at: DateTime<Utc>, by: MessageId) {
        for no in 0..self.asked.len() {
            if self.asked[no].to == who && self.asked[no].room == room {
                self.asked[no].ends.push(End {
                    at,
                    event: "MESSAGE_CREATE",
                    of: by,
                });
            }
        }
    }
}
