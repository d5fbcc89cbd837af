//! The fields of the desk, declared once for pages and API.

use matching::rules::{Criterion, RuleCode};
use placement::rules::offer::OfferKind;
use web::Form;
use web::field::{Field, Kind};
use web::words_of;

use crate::draft::{Draft, InForce, MOST_WEIGHT};
use crate::groups::{Floor, Group};

/// What a run is asked.
pub const RUN: &[Field] = &[
    Field::new("programme", Kind::Code, "In which programme.").required(),
    Field::new("kind", Kind::Word(words_of!(OfferKind)), "What is looked for.").required(),
    Field::new("territory", Kind::Code, "Only in this territory of the programme."),
    Field::new("seed", Kind::Number(0, 0xffff_ffff), "The seed of the lots; drawn when left out."),
];

/// What a list of runs is narrowed to.
pub const FILTERS: &[Field] = &[
    Field::new("programme", Kind::Code, "Only in this programme."),
    Field::new("kind", Kind::Word(words_of!(OfferKind)), "Only of this kind."),
    Field::new("territory", Kind::Code, "Only those of this territory; those of all territories when left out."),
];

/// What an explanation is asked.
pub const EXPLAIN: &[Field] = &[Field::new("offer", Kind::Id, "Why not this offer, and what would change that.")];

const fn weight(name: &'static str) -> Field {
    Field::new(
        name,
        Kind::Number(0, MOST_WEIGHT),
        "What the criterion weighs, in thousandths of a point; as in force when left out.",
    )
}

const fn floor(name: &'static str) -> Field {
    Field::new(
        name,
        Kind::Number(0, 100),
        "How many in a hundred of this group are to find a place, at least; no floor when left out.",
    )
}

/// The rules that may be switched off.
fn switches() -> Vec<&'static str> {
    let all = RuleCode::ALL.iter().filter(|code| !code.always_on()).map(|code| code.word());
    // What a page sends so that nothing ticked is told from nothing said.
    std::iter::once(NOTHING_OFF).chain(all).collect()
}

/// That every rule is on.
pub const NOTHING_OFF: &str = "none";

/// What a trial is asked.
pub const TRIAL: &[Field] = &[
    Field::new("programme", Kind::Code, "In which programme.").required(),
    Field::new("kind", Kind::Word(words_of!(OfferKind)), "What is looked for.").required(),
    Field::new("territory", Kind::Code, "Only in this territory of the programme."),
    Field::new("months", Kind::Number(1, 60), "How many months of the past; twelve when left out."),
    Field::new("off", Kind::Words(switches), "The rules that are off, `none` for none; as in force when left out."),
    weight("weight-wanted-territory"),
    weight("weight-wanted-kind"),
    weight("weight-short-ways"),
    weight("weight-schools-near"),
    weight("weight-easy-rent"),
    weight("weight-ties-near"),
    weight("weight-customs-shared"),
    weight("weight-occupation"),
    weight("weight-experience"),
    weight("weight-language-beyond"),
    weight("weight-easy-transport"),
    weight("weight-contract"),
    floor("floor-women"),
    floor("floor-men"),
    floor("floor-mixed"),
    floor("floor-with-minors"),
    floor("floor-without-minors"),
    floor("floor-under-26"),
    floor("floor-to-40"),
    floor("floor-to-60"),
    floor("floor-over-60"),
    floor("floor-one"),
    floor("floor-two-three"),
    floor("floor-four-more"),
];

/// What is said when a policy is adopted.
pub const ADOPT: &[Field] =
    &[Field::new("because", Kind::Prose(1000), "Why: whoever reads the policy later reads this.").required()];

/// What a form says of the weights, rules and floors; where it says nothing, as in force.
pub(crate) fn draft_of(form: &Form, base: &InForce) -> Draft {
    let now = base.draft();
    let weight = |criterion: &Criterion| {
        let known = now.weights.iter().find(|(own, _)| own == criterion).map_or(0, |(_, weight)| *weight);
        (*criterion, form.value(&format!("weight-{criterion}")).unwrap_or(known))
    };
    let off = if form.has("off") {
        form.chosen("off").into_iter().filter_map(RuleCode::from_word).collect()
    } else {
        now.off.clone()
    };
    let floor = |group: &Group| Some(Floor { group: *group, percent: form.value(&format!("floor-{group}"))? });
    let floors = Group::ALL.iter().filter_map(floor).filter(|floor| floor.percent > 0).collect();
    Draft { weights: Criterion::ALL.iter().map(weight).collect(), off, floors }
}

kernel::words! {
    /// A part of what is told of a run.
    pub enum Part {
        /// Who could take what.
        Proposals = "proposals",
        /// Who stays without, and why.
        Without = "without",
        /// What should be asked.
        Questions = "questions",
        /// What the territories lack.
        Lacks = "lacks",
        /// What people have decided already.
        Decided = "decided",
    }
}

/// What the page of a run is narrowed to.
pub const PART: &[Field] = &[Field::new("part", Kind::Word(words_of!(Part)), "Which part of it.")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_criterion_and_every_group_can_be_tried() {
        let named = |name: String| TRIAL.iter().any(|field| field.name == name);
        assert!(Criterion::ALL.iter().all(|one| named(format!("weight-{one}"))));
        assert!(Group::ALL.iter().all(|one| named(format!("floor-{one}"))));
        let fields = Criterion::ALL.len() + Group::ALL.len() + 5;
        assert_eq!(TRIAL.len(), fields, "and nothing else");
    }

    #[test]
    fn what_a_form_does_not_say_stays_as_in_force() {
        let programme = "fra-noi-2".parse().unwrap();
        let base = crate::draft::shipped_for(&programme, "2026-11-22".parse().unwrap()).unwrap();
        let said = draft_of(&Form::blank().with("weight-short-ways", 7), &base);
        let weight = |criterion| said.weights.iter().find(|(own, _)| *own == criterion).map(|(_, weight)| *weight);
        assert_eq!((weight(Criterion::ShortWays), weight(Criterion::WantedTerritory)), (Some(7), Some(4000)));
        assert_eq!(said.off, base.policy.off);
        let said = draft_of(&Form::blank().with("off", "rent").with("floor-women", 40), &base);
        assert_eq!((said.off, said.floors), (vec![RuleCode::Rent], vec![Floor { group: Group::Women, percent: 40 }]));
    }
}
