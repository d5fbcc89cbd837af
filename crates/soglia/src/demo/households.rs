//! Invented households: people, names, permits, stays.

use kernel::{BirthDay, Day, HouseholdId, Moment, PermitId, PersonId, StayId};
use people::rules::household::Relation;
use people::rules::language::{Language, Reads, Speaks};
use people::rules::person::Sex;
use people::rules::stay::Departure;
use people::store::households::{Household, Membership};
use people::store::languages::{PersonLanguage, PersonLanguageId};
use people::store::papers::{Permit, ReceptionStay};
use people::store::persons::{Identity, Person};
use programmes::rules::{Circuit, PermitKind, PermitState};

use super::calibration::{ADULT_AGES, CIRCUITS, PERMITS, WOMEN_ALONE};
use super::chance::Chance;
use super::names::{NAMES, Names, OTHER_SCRIPT};
use super::network::Desk;

/// A household with all that is known of its people.
pub(super) struct Family {
    pub(super) household: Household,
    pub(super) people: Vec<(Membership, Person, Identity)>,
    pub(super) permits: Vec<Permit>,
    pub(super) stays: Vec<ReceptionStay>,
    pub(super) languages: Vec<PersonLanguage>,
}

struct Drawn<'c> {
    chance: &'c mut Chance,
    names: &'static Names,
    at: Moment,
    family_name: String,
}

/// Draws a household that is referred to a desk on a day.
pub(super) fn household(chance: &mut Chance, id: HouseholdId, desk: &Desk, referred: Day, at: Moment) -> Family {
    let names = chance.weighed(NAMES, |names| names.weight);
    let family_name = (*chance.one(names.families)).to_owned();
    let is_family = chance.in_thousand(desk.shape.families);
    let mut household = Household::with_id(id, at);
    household.everyone_listed = chance.in_thousand(900);
    household.housing_distress = chance.in_thousand(700).then(|| chance.in_thousand(600));
    household.hardship = chance.in_thousand(600).then(|| chance.in_thousand(700));
    household.municipality = chance.in_thousand(920).then(|| chance.one(&desk.municipalities).code.clone());

    let mut drawn = Drawn { chance, names, at, family_name };
    let mut people = Vec::new();
    let first_is_woman = if is_family { drawn.chance.in_thousand(480) } else { drawn.chance.in_thousand(WOMEN_ALONE) };
    let first_age = drawn.adult_age();
    people.push(drawn.person(&household, Relation::Reference, first_is_woman, first_age, referred));
    if is_family {
        // A third of the families have one parent: *assumed*.
        if drawn.chance.in_thousand(660) {
            let age = (first_age + drawn.chance.between(-5, 5)).max(18);
            people.push(drawn.person(&household, Relation::Partner, !first_is_woman, age, referred));
        }
        for _ in 0..drawn.chance.between(1, 4) {
            let age = drawn.chance.between(0, (first_age - 18).clamp(0, 17));
            let is_girl = drawn.chance.in_thousand(490);
            people.push(drawn.person(&household, Relation::Child, is_girl, age, referred));
        }
    } else if drawn.chance.in_thousand(60) {
        let age = drawn.adult_age();
        people.push(drawn.person(&household, Relation::Sibling, first_is_woman, age, referred));
    }
    let (permits, stays) = papers(drawn.chance, &people, referred, at);
    household.reference_id = people.first().map(|(_, person, _)| person.id);
    household.size = people.len() as i64;
    let mut languages = Vec::new();
    for (_, person, _) in &people {
        languages.extend(spoken(drawn.chance, names, person, referred, at));
    }
    Family { household, people, permits, stays, languages }
}

/// The languages of somebody old enough to speak. Who speaks one well may not read it: the shares are *assumed*.
fn spoken(chance: &mut Chance, names: &Names, person: &Person, today: Day, at: Moment) -> Vec<PersonLanguage> {
    let age = person.born.map_or(30, |born| i64::from(today.year() - born.year()));
    let codes = names.languages.iter().take(if age < 3 {
        0
    } else if age < 14 {
        1
    } else {
        usize::MAX
    });
    let rows = codes.enumerate().filter_map(|(place, code)| {
        let language: Language = code.parse().ok()?;
        let is_mother_tongue = place == 0;
        Some(PersonLanguage {
            id: PersonLanguageId::from_uuid(chance.uuid(at)),
            version: 0,
            person_id: person.id,
            language,
            mother_tongue: is_mother_tongue,
            speaks: if is_mother_tongue || chance.in_thousand(600) { Speaks::Well } else { Speaks::Some },
            reads: match chance.between(0, 9) {
                _ if age < 7 => Reads::No,
                0..=5 => Reads::Yes,
                6..=7 => Reads::No,
                _ => Reads::Unknown,
            },
            script: None,
            interpreter: is_mother_tongue && age >= 14 && chance.in_thousand(250),
        })
    });
    rows.collect()
}

impl Drawn<'_> {
    fn adult_age(&mut self) -> i64 {
        let (from, to, _) = *self.chance.weighed(ADULT_AGES, |(_, _, weight)| *weight);
        self.chance.between(from, to)
    }

    fn person(
        &mut self,
        household: &Household,
        relation: Relation,
        is_woman: bool,
        age: i64,
        today: Day,
    ) -> (Membership, Person, Identity) {
        let id = PersonId::from_uuid(self.chance.uuid(self.at));
        let born = today.plus_months(-(age as i32) * 12).plus_days(-self.chance.between(0, 364));
        // Where the papers know the year alone, they mostly say the first of January.
        let born = if self.chance.in_thousand(60) { BirthDay::Year(born.year()) } else { BirthDay::Day(born) };
        let person = Person {
            id,
            version: 0,
            sex: if is_woman { Sex::Female } else { Sex::Male },
            born: self.chance.in_thousand(985).then_some(born),
            citizenship: self.names.country.parse().ok(),
            permits_known: true,
            stays_known: true,
        };
        let given = *self.chance.one(if is_woman { self.names.women } else { self.names.men });
        let other = OTHER_SCRIPT.iter().find(|(latin, _)| *latin == given).map(|(_, script)| (*script).to_owned());
        let has_phone = age >= 16 && self.chance.in_thousand(850);
        let phone =
            has_phone.then(|| format!("3{:02} {:07}", self.chance.between(20, 99), self.chance.between(0, 9_999_999)));
        let identity = Identity {
            also_known_as: other.filter(|_| self.chance.in_thousand(500)),
            phone,
            cui: (age >= 14 && self.chance.in_thousand(550))
                .then(|| format!("{:07X}", self.chance.between(0, 0xfff_ffff))),
            ..Identity::new(id, given, &self.family_name)
        };
        let membership = Membership { household_id: household.id, person_id: id, relation, since: None, until: None };
        (membership, person, identity)
    }
}

/// One permit and one stay for the household: the children follow their parents.
fn papers(
    chance: &mut Chance,
    people: &[(Membership, Person, Identity)],
    referred: Day,
    at: Moment,
) -> (Vec<Permit>, Vec<ReceptionStay>) {
    let kind = PermitKind::from_word(chance.weighed(PERMITS, |(_, weight)| *weight).0);
    let circuit = Circuit::from_word(chance.weighed(CIRCUITS, |(_, weight)| *weight).0);
    // Renewals are slow: one in five shows a receipt. *Assumed*.
    let is_receipt = chance.in_thousand(200);
    let issued = referred.plus_months(-(chance.between(2, 50) as i32));
    let left_months = if chance.in_thousand(850) { chance.between(-1, 16) } else { chance.between(17, 40) };
    let left = referred.plus_months(-(left_months as i32)).plus_days(-chance.between(0, 25));
    let departure = if chance.in_thousand(80) { Departure::Unknown } else { Departure::Left };
    let mut permits = Vec::new();
    let mut stays = Vec::new();
    for (_, person, _) in people {
        permits.push(Permit {
            id: PermitId::from_uuid(chance.uuid(at)),
            kind,
            issued_on: (!is_receipt).then_some(issued),
            expires_on: (!is_receipt).then(|| issued.plus_months(60)),
            asked_on: is_receipt.then(|| referred.plus_days(-30)),
            ..Permit::new(person.id, if is_receipt { PermitState::InRenewal } else { PermitState::Issued })
        });
        stays.push(ReceptionStay {
            id: StayId::from_uuid(chance.uuid(at)),
            circuit,
            entered_on: Some(left.plus_months(-(chance.between(6, 20) as i32))),
            left_on: (departure == Departure::Left).then_some(left),
            ..ReceptionStay::new(person.id, departure)
        });
    }
    (permits, stays)
}
