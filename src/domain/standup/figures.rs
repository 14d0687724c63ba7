//! What came of the runs of a stand-up, taken together (PRODUCT S11). Nobody can be told apart in it: each figure is of five people at
//! least, of whom nobody has more than one part in five (PRODUCT, principle 4).

use chrono::NaiveDate;

/// The fewest people that a figure may be of.
const FEWEST: usize = 5;

/// The fewest days that make a picture.
const DAYS: usize = 2;

/// How many answered on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turnout {
    pub day: NaiveDate,
    pub answered: u32,
    /// How many were asked. `None`: it wasn't counted then.
    pub asked: Option<u32>,
}

/// What one person answered to a question that is answered on a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scaled {
    pub day: NaiveDate,
    pub question: String,
    pub ends: (u8, u8),
    pub answer: u8,
}

/// What was answered to one such question.
#[derive(Clone, Debug, PartialEq)]
pub struct Mood {
    pub question: String,
    pub ends: (u8, u8),
    /// The mean of each day, the oldest first.
    pub days: Vec<(NaiveDate, f64)>,
}

/// The figures of a stand-up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// How many of how many answered each day, the oldest first; empty if there are too few days.
    pub turnout: Vec<(NaiveDate, u32, u32)>,
    /// The questions in the order in which they were first asked.
    pub moods: Vec<Mood>,
}

impl Figures {
    /// The figures of these days, the oldest first, as far as they are of enough people.
    pub fn of(turnout: &[Turnout], scaled: &[Scaled]) -> Self {
        let asked = turnout.iter().filter_map(|it| {
            // Who answered without having joined wasn't asked.
            let asked = it.asked?.max(it.answered);
            let is_enough = usize::try_from(asked).is_ok_and(|asked| asked >= FEWEST);
            is_enough.then_some((it.day, it.answered, asked))
        });
        let turnout: Vec<_> = asked.collect();
        Self {
            turnout: match turnout.len() < DAYS {
                true => Vec::new(),
                false => turnout,
            },
            moods: moods(scaled),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.turnout.is_empty() && self.moods.is_empty()
    }
}

fn moods(scaled: &[Scaled]) -> Vec<Mood> {
    let mut questions: Vec<(&str, (u8, u8))> = Vec::new();
    for it in scaled {
        let question = (it.question.as_str(), it.ends);
        if !questions.contains(&question) {
            questions.push(question);
        }
    }
    let mood = |(question, ends): (&str, (u8, u8))| {
        let mut answers: Vec<(NaiveDate, Vec<u8>)> = Vec::new();
        for it in scaled
            .iter()
            .filter(|it| (it.question.as_str(), it.ends) == (question, ends))
        {
            match answers.last_mut() {
                Some((day, all)) if *day == it.day => all.push(it.answer),
                _ => answers.push((it.day, vec![it.answer])),
            }
        }
        answers.retain(|(_, all)| all.len() >= FEWEST);
        (answers.len() >= DAYS).then(|| Mood {
            question: question.to_owned(),
            ends,
            days: answers.iter().map(|(day, all)| (*day, mean(all))).collect(),
        })
    };
    questions.into_iter().filter_map(mood).collect()
}

fn mean(answers: &[u8]) -> f64 {
    let sum: u32 = answers.iter().copied().map(u32::from).sum();
    let count = u32::try_from(answers.len()).unwrap_or(u32::MAX);
    f64::from(sum) / f64::from(count.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, number).unwrap()
    }

    fn scaled(number: u32, question: &str, answers: &[u8]) -> Vec<Scaled> {
        let one = |answer: &u8| Scaled {
            day: day(number),
            question: question.to_owned(),
            ends: (1, 5),
            answer: *answer,
        };
        answers.iter().map(one).collect()
    }

    #[test]
    fn a_figure_is_of_five_people_at_least_and_of_two_days() {
        let turnout = |number, answered, asked| Turnout {
            day: day(number),
            answered,
            asked,
        };
        let days = [
            turnout(2, 4, Some(6)),
            turnout(3, 4, Some(4)),
            turnout(4, 7, None),
            turnout(5, 7, Some(6)),
        ];
        let shown = Figures::of(&days, &[]).turnout;
        assert_eq!(shown, [(day(2), 4, 6), (day(5), 7, 7)]);
        assert!(
            Figures::of(&days[..3], &[]).is_empty(),
            "one day is no picture"
        );

        let mut answers = scaled(2, "Mood?", &[1, 2, 3, 4, 5]);
        answers.extend(scaled(2, "Sure?", &[5, 5, 5, 5, 5]));
        answers.extend(scaled(3, "Mood?", &[5, 5, 5, 5]));
        assert!(Figures::of(&[], &answers).is_empty());
        answers.extend(scaled(4, "Mood?", &[4, 4, 4, 4, 5, 3]));
        let moods = Figures::of(&[], &answers).moods;
        assert_eq!(moods.len(), 1);
        assert_eq!(moods[0].question, "Mood?");
        assert_eq!(moods[0].days, [(day(2), 3.0), (day(4), 4.0)]);
    }
}
