//! The definitions at hand, and those that run today.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use kernel::ProgrammeCode;
use rust_embed::RustEmbed;
use store::{Db, Stored};

use crate::definition::{Fault, Programme};
use crate::store::editions::{self, Edition};

#[derive(RustEmbed)]
#[folder = "../../programmes/"]
struct Shipped;

/// Every definition that the program knows, read once at its start.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    programmes: BTreeMap<ProgrammeCode, Arc<Programme>>,
}

impl Catalogue {
    /// The definitions that come with the program, and those of a folder besides; of two with one code the folder's
    /// counts.
    ///
    /// # Errors
    /// The name of the first faulty file, with its faults.
    pub fn read(folder: Option<&Path>) -> Result<Self, (String, Vec<Fault>)> {
        let mut catalogue = Self::default();
        for name in Shipped::iter() {
            let bytes = Shipped::get(&name).map(|file| file.data).unwrap_or_default();
            catalogue.add(&name, &String::from_utf8_lossy(&bytes))?;
        }
        let files = folder.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
        for file in files.filter(|file| file.path().extension().is_some_and(|ending| ending == "toml")) {
            let text = std::fs::read_to_string(file.path()).unwrap_or_default();
            catalogue.add(&file.path().display().to_string(), &text)?;
        }
        Ok(catalogue)
    }

    fn add(&mut self, name: &str, text: &str) -> Result<(), (String, Vec<Fault>)> {
        let programme = Programme::parse(text).map_err(|faults| (name.to_owned(), faults))?;
        self.programmes.insert(programme.code.clone(), Arc::new(programme));
        Ok(())
    }

    /// The programme with this code.
    #[must_use]
    pub fn get(&self, code: &ProgrammeCode) -> Option<&Arc<Programme>> {
        self.programmes.get(code)
    }

    /// All definitions.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Programme>> {
        self.programmes.values()
    }

    /// The definitions that run here today.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn active(&self, db: &Db) -> Stored<Vec<Arc<Programme>>> {
        let today = db.today();
        let running = editions::all(db).await?;
        let runs = |edition: &&Edition| edition.period().contains(today);
        Ok(running.iter().filter(runs).filter_map(|edition| self.get(&edition.programme).cloned()).collect())
    }

    /// The name of a programme; its code where it is not known here.
    #[must_use]
    pub fn name(&self, code: &ProgrammeCode) -> String {
        self.get(code).map_or_else(|| code.to_string(), |programme| programme.name.clone())
    }
}
