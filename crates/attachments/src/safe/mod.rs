//! What attachments are kept with: the installation's key, the scanner, and one place at which pictures are drawn.
//!
//! The key lies in a file outside the database, so that neither a copy of the database nor its backup opens anything.
//! Where the key is missing the program serves everything else, and says on the pages of attachments what is wrong.

mod key;
mod key_file;
mod scanner;

use std::sync::Arc;

use image::ImageFormat;
use tokio::sync::Semaphore;
use web::Problem;

pub use self::key::{InstallationKey, PersonalKey, SealError, Sealed};
pub use self::key_file::{KeyFault, KeyFile};
pub use self::scanner::{Scan, Scanner, ScannerError};
use crate::rules::AttachmentRefusal;
use crate::rules::attachment::Media;
use crate::rules::content::{Content, named, told};
use crate::rules::picture::redrawn;

/// What attachments are kept with. The program lays it on the requests.
#[derive(Clone)]
pub struct Safe(Arc<Inside>);

struct Inside {
    key: Result<InstallationKey, KeyFault>,
    scanner: Option<Scanner>,
    /// A picture unfolds to hundreds of megabytes: one at a time, whatever the number of people who send some.
    drawing: Arc<Semaphore>,
}

/// A file that may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its name, with the ending of what it is.
    pub name: String,
    /// What it is.
    pub media: Media,
    /// Its content: of a picture, what can be seen.
    pub bytes: Vec<u8>,
    /// Whether the name that it came with said what it is.
    pub name_agreed: bool,
}

impl Safe {
    /// A safe with this key, or with the reason why there is none, and with the scanner that is configured.
    #[must_use]
    pub fn new(key: Result<InstallationKey, KeyFault>, scanner: Option<Scanner>) -> Self {
        Self(Arc::new(Inside { key, scanner, drawing: Arc::new(Semaphore::new(1)) }))
    }

    /// The installation's key.
    ///
    /// # Errors
    /// [`Problem::Unavailable`] where there is none; the log says why.
    pub(crate) fn key(&self) -> Result<&InstallationKey, Problem> {
        self.0.key.as_ref().map_err(|fault| {
            tracing::error!(%fault, "attachments cannot be opened");
            Problem::Unavailable("attachment-key-missing")
        })
    }

    /// Takes a file in: tells what it is, has it scanned, and draws a picture anew.
    ///
    /// # Errors
    /// When it may not be kept, or the scanner does not say clearly that it is clean: without a clear yes it is refused.
    pub(crate) async fn taken(&self, name: &str, bytes: Vec<u8>) -> Result<Kept, AttachmentRefusal> {
        let content = told(&bytes)?;
        self.scanned(&bytes).await?;
        let (media, bytes) = match content {
            Content::Document(media) => (media, bytes),
            Content::Picture(format) => self.drawn(bytes, format).await?,
        };
        let (name, name_agreed) = named(name, content, media);
        Ok(Kept { name, media, bytes, name_agreed })
    }

    async fn scanned(&self, bytes: &[u8]) -> Result<(), AttachmentRefusal> {
        let Some(scanner) = &self.0.scanner else { return Ok(()) };
        match scanner.scan(bytes).await {
            Scan::Clean => Ok(()),
            Scan::Found(what) => {
                tracing::warn!(what, "the scanner refused a file");
                Err(AttachmentRefusal::of_file("scanner-found"))
            }
            Scan::Unclear(why) => {
                tracing::error!(why, "the scanner gave no clear answer, so a file was refused");
                Err(AttachmentRefusal::of_file("scanner-unclear"))
            }
        }
    }

    async fn drawn(&self, bytes: Vec<u8>, format: ImageFormat) -> Result<(Media, Vec<u8>), AttachmentRefusal> {
        let failed = AttachmentRefusal::of_file("picture-unreadable");
        let turn = Arc::clone(&self.0.drawing).acquire_owned().await.map_err(|_| failed)?;
        // A decoder that fails in an unforeseen way ends its own task, and the file is refused. The turn goes with the
        // decoder: whoever hangs up does not stop it, and the next one waits.
        let drawn = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            redrawn(&bytes, format)
        });
        drawn.await.map_err(|_| failed)?
    }
}
