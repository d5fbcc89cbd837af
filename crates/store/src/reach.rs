//! How far a member may see for one permission, as a value that the compiler carries along.

use std::collections::BTreeSet;

use kernel::{Day, MemberId, OrganisationId, ProgrammeCode, Shareable, TerritoryCode};

use crate::{Cell, Column, Record, Where};

/// One grant's share of a reach. An empty dimension does not restrict.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Only in this programme.
    pub programme: Option<ProgrammeCode>,
    /// Only of this organisation.
    pub organisation: Option<OrganisationId>,
    /// Only in this territory.
    pub territory: Option<TerritoryCode>,
    /// Whether names and contacts may be read, or pseudonyms only.
    pub names: bool,
}

/// The rows that a member may touch for one permission: the union of the scopes of the grants that give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    scopes: Vec<Scope>,
    member: Option<MemberId>,
    /// What others may widen it by, if it is for reading alone.
    shared: Option<Shareable>,
    /// The day of the request.
    today: Option<Day>,
}

/// A reader to whom others open what lies beyond the own reach: by sharing it with the reader's organisation, or because
/// the reader opened it in an emergency. Whatever is read so is never [`crate::Held`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// What the permission reads.
    pub what: Shareable,
    /// Who reads.
    pub member: MemberId,
    /// The organisations for which the member may read names.
    pub organisations: Vec<OrganisationId>,
    /// The day on which it must hold.
    pub today: Day,
}

/// A table must say which of its rows lie within a reach.
pub trait InReach: Record {
    /// The condition that holds for the rows within reach and for no other.
    fn in_reach(reach: &Reach) -> Where;
}

impl Reach {
    /// The reach of a member who holds these scopes; nothing, when there are none.
    #[must_use]
    pub fn of(member: MemberId, scopes: Vec<Scope>) -> Self {
        Self { scopes, member: Some(member), shared: None, today: None }
    }

    /// Every row: for the system's own duties, and for nobody who signs in but through an unrestricted grant.
    pub(crate) fn everything() -> Self {
        Self { scopes: vec![Scope { names: true, ..Scope::default() }], member: None, shared: None, today: None }
    }

    /// The same reach without the scopes that show pseudonyms only.
    #[must_use]
    pub fn with_names(&self) -> Self {
        Self { scopes: self.scopes.iter().filter(|scope| scope.names).cloned().collect(), ..self.clone() }
    }

    /// The same reach for a permission that reads what others share of this kind.
    #[must_use]
    pub fn reading_shared(self, what: Option<Shareable>) -> Self {
        Self { shared: what, ..self }
    }

    /// The same reach on a day.
    pub(crate) fn on(self, today: Day) -> Self {
        Self { today: Some(today), ..self }
    }

    /// The same reach without what others share: what may be changed.
    pub(crate) fn own_alone(&self) -> Self {
        Self { shared: None, ..self.clone() }
    }

    /// The same reach as far as one organisation goes, without what others share.
    pub(crate) fn only_at(&self, organisation: OrganisationId) -> Self {
        let theirs = self.scopes.iter().filter(|scope| scope.organisation.is_none_or(|own| own == organisation));
        let scopes = theirs.map(|scope| Scope { organisation: Some(organisation), ..scope.clone() }).collect();
        Self { scopes, ..self.own_alone() }
    }

    /// Whose reach it is; nobody's, where the system acts.
    #[must_use]
    pub fn member(&self) -> Option<MemberId> {
        self.member
    }

    /// The day of the request; none, where the system acts.
    #[must_use]
    pub fn today(&self) -> Option<Day> {
        self.today
    }

    /// The reader as a guest of others. Nobody is one who reaches everything anyway, or reads pseudonyms only.
    #[must_use]
    pub fn guest(&self) -> Option<Guest> {
        let (what, member, today) = (self.shared?, self.member?, self.today?);
        let named: Vec<&Scope> = self.scopes.iter().filter(|scope| scope.names).collect();
        if named.is_empty() || self.is_everything() {
            return None;
        }
        let mut organisations: Vec<OrganisationId> = named.iter().filter_map(|scope| scope.organisation).collect();
        organisations.sort_unstable();
        organisations.dedup();
        Some(Guest { what, member, organisations, today })
    }

    /// The scopes, for choosing where something new may be put.
    #[must_use]
    pub fn scopes(&self) -> &[Scope] {
        &self.scopes
    }

    /// Whether one scope restricts nothing.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.scopes.iter().any(|s| s.programme.is_none() && s.organisation.is_none() && s.territory.is_none())
    }

    /// Whether something in this programme, organisation and territory lies within reach. Decides on a point what
    /// [`Reach::by`] decides on rows.
    #[must_use]
    pub fn covers(&self, programme: &ProgrammeCode, organisation: OrganisationId, territory: &TerritoryCode) -> bool {
        self.scopes.iter().any(|scope| {
            scope.programme.as_ref().is_none_or(|p| p == programme)
                && scope.organisation.is_none_or(|o| o == organisation)
                && scope.territory.as_ref().is_none_or(|t| t == territory)
        })
    }

    /// The rows whose three columns lie within reach.
    pub fn by<P, O, T>(&self, programme: Column<P>, organisation: Column<O>, territory: Column<T>) -> Where
    where
        P: Cell + From<ProgrammeCode>,
        O: Cell + From<OrganisationId>,
        T: Cell + From<TerritoryCode>,
    {
        self.each_scope(|scope| {
            let mut within = Where::everything();
            if let Some(code) = &scope.programme {
                within = within.and(programme.eq(code.clone()));
            }
            if let Some(id) = scope.organisation {
                within = within.and(organisation.eq(id));
            }
            if let Some(code) = &scope.territory {
                within = within.and(territory.eq(code.clone()));
            }
            within
        })
    }

    /// The rows of one organisation's own making: members, grants. Programme and territory do not restrict them.
    pub fn by_organisation<O: Cell + From<OrganisationId>>(&self, organisation: Column<O>) -> Where {
        self.each_scope(|scope| scope.organisation.map_or_else(Where::everything, |id| organisation.eq(id)))
    }

    /// The rows of the organisations that the scopes name, where every scope names one; every row otherwise. For finding
    /// rows quickly, beside the condition that decides.
    pub fn only_organisations<O: Cell + From<OrganisationId>>(&self, organisation: Column<O>) -> Where {
        let named: Option<BTreeSet<OrganisationId>> = self.scopes.iter().map(|scope| scope.organisation).collect();
        match named {
            Some(named) => organisation.is_in(named.into_iter().map(O::from)),
            None => Where::everything(),
        }
    }

    /// The rows that belong to the member alone: sessions, tokens.
    pub fn own<M: Cell + From<MemberId>>(&self, owner: Column<M>) -> Where {
        match self.member {
            Some(member) => owner.eq(member),
            None if self.is_everything() => Where::everything(),
            None => Where::nothing(),
        }
    }

    /// The rows that hang on a row of another table which is within reach.
    pub fn through<P: InReach>(&self, on: Where) -> Where {
        if self.is_everything() {
            return Where::everything();
        }
        Where::exists::<P>(on.and(P::in_reach(self)))
    }

    /// Every row, to whoever holds any scope at all: the directory that all members share.
    pub fn anyone(&self) -> Where {
        if self.scopes.is_empty() { Where::nothing() } else { Where::everything() }
    }

    fn each_scope(&self, within: impl Fn(&Scope) -> Where) -> Where {
        if self.is_everything() {
            return Where::everything();
        }
        Where::any(self.scopes.iter().map(within))
    }
}
