//! How two whole names compare: which word answers to which, whatever their order.

use super::names::Name;
use super::weigh::{Finding, Sign, finding};
use super::word::{DIFFERENT, Grade, Word};
use super::{Naming, own_name};

/// What one word more on one side weighs, and the most that such words weigh together.
const EXTRA: i32 = -60;
const MOST_EXTRA: i32 = -180;

/// The most and the least that names weigh: words of one name are not independent of each other.
const MOST: i32 = 2000;
const LEAST: i32 = -900;

/// The most that they weigh where one has words that the other has not: a family shares its words, rare ones too.
const MOST_OF_A_PART: i32 = 1100;

/// The most words of one name that are compared.
const MOST_WORDS: usize = 7;

/// A name with its parts and its other forms.
#[derive(Debug, Clone)]
pub(super) struct FullName {
    own: Vec<Vec<Word>>,
    other: Vec<Vec<Word>>,
    given: Vec<String>,
    family: Vec<String>,
}

/// How the words of two names answer to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Answer {
    weight: i32,
    /// Words that differ; fewer are better where the weight is the same.
    agreeing: i32,
    /// The worst grade among those that agree, counted down so that more is better.
    best: i32,
    extra: usize,
}

impl FullName {
    pub(super) fn of(naming: &Naming<'_>) -> Self {
        let readings = |name: &Name| -> Vec<Vec<Word>> {
            let mut name = name.clone();
            name.truncate(MOST_WORDS);
            let readings = name.readings();
            readings
                .iter()
                .filter(|words| !words.is_empty())
                .map(|words| words.iter().map(|word| Word::read(word)).collect())
                .collect()
        };
        let other = naming.also_known_as.map(Name::read).unwrap_or_default();
        let words = |text: &str| {
            let mut words = Name::read(text).words();
            words.sort();
            words
        };
        Self {
            own: readings(&own_name(naming)),
            other: readings(&other),
            given: words(naming.given),
            family: words(naming.family),
        }
    }

    /// What the names say; nothing where one has none.
    pub(super) fn against(&self, other: &Self) -> Option<Finding> {
        let own = best(&self.own, &other.own);
        let also = [best(&self.own, &other.other), best(&self.other, &other.own), best(&self.other, &other.other)];
        let also = also.into_iter().flatten().max();
        match (own, also) {
            (Some(own), Some(also)) if also.weight > own.weight => Some(finding(Sign::NameOther, also.weight)),
            (None, Some(also)) => Some(finding(Sign::NameOther, also.weight)),
            (Some(own), _) => {
                let sign = self.sign(other, own);
                let most = if sign == Sign::NamePart { MOST_OF_A_PART } else { MOST };
                Some(finding(sign, own.weight.min(most)))
            }
            (None, None) => None,
        }
    }

    fn sign(&self, other: &Self, answer: Answer) -> Sign {
        if answer.agreeing < 0 {
            return if answer.weight > DIFFERENT { Sign::NamePartly } else { Sign::NameDiffers };
        }
        if answer.extra > 0 {
            return Sign::NamePart;
        }
        match -answer.best {
            0 if self.given == other.given => Sign::NameSame,
            0 if self.given == other.family && self.family == other.given => Sign::NameSwapped,
            0 => Sign::NameSame,
            1 => Sign::NameSpelling,
            _ => Sign::NameSlip,
        }
    }
}

/// The best answer over all ways to read both names.
fn best(one: &[Vec<Word>], other: &[Vec<Word>]) -> Option<Answer> {
    one.iter().flat_map(|words| other.iter().map(move |others| answer(words, others))).max()
}

/// Each word of the shorter name answers to one of the longer, so that the sum is greatest: tried by all sets of words
/// already taken, which for seven words are 128.
fn answer(one: &[Word], other: &[Word]) -> Answer {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let mut reached: Vec<Option<(i32, i32, i32)>> = vec![None; 1 << long.len()];
    reached[0] = Some((0, 0, 0));
    for word in short {
        let mut next = vec![None; reached.len()];
        let against: Vec<(Grade, i32)> = long.iter().map(|other| word.against(other)).collect();
        for (taken, so_far) in reached.iter().enumerate() {
            let Some((weight, agreeing, best)) = so_far else { continue };
            for (at, (grade, more)) in against.iter().enumerate() {
                if taken & (1 << at) != 0 {
                    continue;
                }
                let differs = i32::from(*grade == Grade::Different);
                let worse = if *grade == Grade::Different { 0 } else { *grade as i32 };
                let sum = Some((weight + more, agreeing - differs, (*best).min(-worse)));
                let place: &mut Option<(i32, i32, i32)> = &mut next[taken | (1 << at)];
                *place = (*place).max(sum);
            }
        }
        reached = next;
    }
    let (weight, agreeing, best) = reached.into_iter().flatten().max().unwrap_or_default();
    let extra = long.len() - short.len();
    let missing = (extra as i32 * EXTRA).max(MOST_EXTRA);
    Answer { weight: (weight + missing).clamp(LEAST, MOST), agreeing, best, extra }
}
