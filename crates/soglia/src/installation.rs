//! What marks a database as one of a kind: whether its network is invented, and with which sample sign-ins.

use accounts::{SampleSignIn, SampleSignIns};
use kernel::Role;
use std::sync::Arc;
use store::{Db, InReach, Order, Reach, Step, Stored, Table, Where, record};

record! {
    /// A sample sign-in. A database has some only if its network is invented.
    pub struct SampleRow in sample_sign_in {
        /// Its place in the list.
        pub place: i64,
        /// The role that it shows.
        pub role: Role,
        /// The e-mail.
        pub email: String,
        /// The password.
        pub password: String,
        /// The invented member's name.
        pub name: String,
    }
}

impl InReach for SampleRow {
    fn in_reach(reach: &Reach) -> Where {
        if reach.is_everything() { Where::everything() } else { Where::nothing() }
    }
}

/// The table's growth.
#[must_use]
pub fn steps() -> Vec<Step> {
    let table =
        Table::new("sample_sign_in", &["place"]).int("place").text("role").text("email").text("password").text("name");
    vec![Step::new("soglia-0001-sample-sign-ins", vec![table])]
}

/// The sample sign-ins of a demo database; nothing in any other.
///
/// # Errors
/// When the database fails.
pub async fn sample_sign_ins(db: &Db) -> Stored<Option<SampleSignIns>> {
    let rows = db.rows::<SampleRow>().sort(SampleRow::place, Order::Rising).all().await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let samples = rows.into_iter().map(|SampleRow { role, email, password, name, .. }| SampleSignIn {
        role,
        email,
        password,
        name,
    });
    Ok(Some(SampleSignIns(Arc::new(samples.collect()))))
}
