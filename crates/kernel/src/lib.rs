//! The words that every room of the house shares: ids, days and moments, money, roles, text folding.
//!
//! Nothing here reads a file, a clock (but through [`Clock`]) or a database, and nothing here knows a case, a programme
//! or a page: what only one slice says belongs to that slice.

mod answer;
mod cents;
mod day;
pub mod formula;
mod id;
pub mod machine;
mod moment;
mod role;
pub mod schema;
mod shareable;
pub mod text;
mod word;

pub use answer::Answer;
pub use cents::Cents;
pub use day::{BirthDay, Day, DayError, Period};
pub use id::{
    DuplicateId, EntryId, GoalId, GrantId, HouseholdId, IdError, MemberId, NoteId, OrganisationId, PathwayId, PermitId,
    PersonId, PlanId, ProgrammeCode, QuestionId, ReferralId, StayId, StepId, TerritoryCode, TokenId, Uuid,
};
pub use moment::{Clock, Moment};
pub use role::Role;
pub use shareable::Shareable;
