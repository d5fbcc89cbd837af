//! Whatever the engine can say is said in every language of the pages.

use desk::tell::{self, Said};
use kernel::Cents;
use matching::explain::Step;
use matching::facts::{Access, Guarantee, HomeKind, HostStep, Language as Spoken, Level, Licence, Transport};
use matching::rules::{BasisKind, Criterion, Fact, RuleCode, Side, Why};
use testkit::Engine;
use web::Language;

use super::world::World;

fn whys() -> Vec<Why> {
    let (cents, language) = (Cents::new(45_000), "ti".parse::<Spoken>().unwrap());
    let mut all = vec![
        Why::NotEligible,
        Why::OtherProgramme,
        Why::Vetoed { by: Side::Seeker },
        Why::Vetoed { by: Side::Offerer },
        Why::NotAvailable,
        Why::TooFar { way: 90, limit: 60 },
        Why::TooFewBeds { persons: 4, beds: 2 },
        Why::RoomsDoNotFit,
        Why::ReservedForOthers,
        Why::MinorWithoutAdult,
        Why::NotForMinors,
        Why::RentTooHigh { rent: cents, payable: cents },
        Why::DepositTooHigh { deposit: cents, payable: cents },
        Why::KindNotAccepted,
        Why::WouldShare,
        Why::OutsideLimits,
        Why::MayNotWork,
        Why::TooYoung { least: 16 },
        Why::HoursDoNotFit { hours: 40 },
        Why::NoWayThere,
        Why::IndemnityTooLow { monthly: cents, minimum: cents },
        Why::TooManyTrainees { limit: 1 },
        Why::TooLong { months: 12, limit: 6 },
    ];
    all.extend(Access::ALL.iter().map(|needed| Why::NotAccessible { needed: *needed, offered: Access::Stairs }));
    all.extend(Guarantee::ALL.iter().map(|guarantee| Why::GuaranteeMissing { guarantee: *guarantee }));
    all.extend(Level::ALL.iter().map(|level| Why::NoCommonLanguage { level: *level }));
    all.extend(Level::ALL.iter().map(|level| Why::LanguageTooLow { language: language.clone(), level: *level }));
    all.extend(HostStep::ALL.iter().map(|step| Why::StepMissing { step: *step }));
    all.extend(Licence::ALL.iter().map(|licence| Why::LicenceMissing { licence: *licence }));
    all
}

fn steps() -> Vec<Step> {
    let (cents, language) = (Cents::new(45_000), "ti".parse::<Spoken>().unwrap());
    let mut all = vec![
        Step::ShareHome,
        Step::LongerWay { way: 90 },
        Step::RentSupport { support: cents },
        Step::Deposit { deposit: cents },
        Step::Hours { hours: 30 },
        Step::Speak { language, level: Level::B1 },
    ];
    all.extend(HomeKind::ALL.iter().map(|kind| Step::AcceptKind { kind: *kind }));
    all.extend(Guarantee::ALL.iter().map(|guarantee| Step::Bring { guarantee: *guarantee }));
    all.extend(Licence::ALL.iter().map(|licence| Step::Hold { licence: *licence }));
    all.extend(Transport::ALL.iter().map(|transport| Step::GoBy { transport: *transport }));
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_the_engine_can_say_is_said_in_every_language() {
    let world = World::fresh(Engine::Sqlite).await;
    let mut all: Vec<Said> = RuleCode::ALL.iter().map(|code| tell::rule(*code)).collect();
    all.extend(Fact::ALL.iter().map(|fact| tell::fact(*fact)));
    all.extend(Criterion::ALL.iter().map(|criterion| tell::criterion(*criterion)));
    all.extend(whys().iter().map(tell::why));
    all.extend(steps().iter().map(tell::step));
    let mut keys: Vec<String> = BasisKind::ALL.iter().map(|kind| format!("policy-basis-{kind}")).collect();
    for said in all {
        // What stands behind a stroke is a text of its own.
        keys.extend(said.args.iter().filter_map(|(_, value)| value.strip_prefix('/')).map(str::to_owned));
        let args: Vec<_> = said.args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        for language in Language::ALL {
            let told = world.web.texts().find(*language, &said.key, &args);
            let told = told.unwrap_or_else(|| panic!("{} in {language}", said.key));
            assert!(!told.is_empty() && !told.contains("{$"), "{}: {told}", said.key);
        }
    }
    for key in keys {
        for language in Language::ALL {
            assert!(world.web.texts().find(*language, &key, &[]).is_some(), "{key} in {language}");
        }
    }
}

#[test]
fn no_criterion_and_no_text_of_one_speaks_of_what_somebody_is() {
    let it = include_str!("../../texts/it.ftl").lines().filter(|line| line.starts_with("criterion-"));
    for line in it {
        for word in ["sess", "donn", "uomin", "età", "religio", "origin", "nazional", "salute", "disabil"] {
            assert!(!line.to_lowercase().contains(word), "{line}");
        }
    }
}
