//! Permissions: what a member may do, and which roles may.

use kernel::{Role, Shareable};

/// A permission, named by a type so that a handler can name it in its arguments.
pub trait Permission: Send + Sync + 'static {
    /// The card that the printed proofs show.
    const CARD: PermissionCard;
}

/// What is printed of a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PermissionCard {
    /// Its name, in kebab-case; also the purpose that journal entries record.
    pub name: &'static str,
    /// One sentence that says what it allows.
    pub says: &'static str,
    /// The roles that hold it.
    pub roles: &'static [Role],
    /// What others may widen it by: what is shared with the member's organisation. Only for permissions that read.
    pub shared: Option<Shareable>,
}

/// Declares permissions, each with its sentence and its roles, and `ALL` of them. `+ Identity` after the roles lets the
/// holder read what is shared of that kind as well.
///
/// ```
/// web::permissions! {
///     /// Look at the houses on offer.
///     ViewHouses: "view-houses" => [CaseWorker, Coordinator];
/// }
/// assert_eq!(ALL[0].says, "Look at the houses on offer.");
/// ```
#[macro_export]
macro_rules! permissions {
    ($(#[doc = $says:literal] $name:ident: $word:literal => [$($role:ident),* $(,)?] $(+ $shared:ident)?;)+) => {
        $(
            #[doc = $says]
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl $crate::Permission for $name {
                const CARD: $crate::PermissionCard = $crate::PermissionCard {
                    name: $word,
                    says: $crate::first_sentence($says),
                    roles: &[$(kernel::Role::$role),*],
                    shared: $crate::shared_of(&[$(kernel::Shareable::$shared)?]),
                };
            }
        )+

        /// Every permission of this slice.
        pub const ALL: &[$crate::PermissionCard] = &[$(<$name as $crate::Permission>::CARD),+];
    };
}

/// What a permission is widened by, if it names something.
#[doc(hidden)]
#[must_use]
pub const fn shared_of(named: &[Shareable]) -> Option<Shareable> {
    match named {
        [shared, ..] => Some(*shared),
        [] => None,
    }
}

/// The text without the blank that a doc comment begins with.
#[doc(hidden)]
#[must_use]
pub const fn first_sentence(doc: &'static str) -> &'static str {
    doc.trim_ascii()
}

/// Not a permission: the route is open to whoever comes.
#[derive(Debug, Clone, Copy)]
pub struct Anyone;

impl Permission for Anyone {
    const CARD: PermissionCard =
        PermissionCard { name: "anyone", says: "Open to everybody, signed in or not.", roles: Role::ALL, shared: None };
}

/// Not a permission: the route serves every member, each with what is their own.
#[derive(Debug, Clone, Copy)]
pub struct SignedIn;

impl Permission for SignedIn {
    const CARD: PermissionCard = PermissionCard {
        name: "signed-in",
        says: "Open to every member, for their own affairs.",
        roles: Role::ALL,
        shared: None,
    };
}
