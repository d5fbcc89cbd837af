//! Drafts: what of a form in the making is kept, how much and for how long.

use kernel::Moment;

/// How many drafts a member may have.
pub const MOST_DRAFTS: usize = 100;
/// The most that one draft may hold, in bytes of JSON.
pub const LARGEST_DRAFT: usize = 256 * 1024;
/// A draft that nobody touched for so many days is thrown away.
pub const KEPT_DAYS: i64 = 30;
/// The longest address and the longest title that are kept.
const LONGEST_LINE: usize = 300;

/// The fields of a form and what was typed in them, in the order of the form.
pub type Typed = Vec<(String, String)>;

/// Why something is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftRefusal {
    /// It is no form of ours, or one whose words must not be kept.
    NotAForm,
    /// It holds too much.
    TooLarge,
    /// The member has as many drafts as one may have.
    TooMany,
}

/// The instant before which drafts are thrown away.
#[must_use]
pub fn oldest_kept(now: Moment) -> Moment {
    now.plus_seconds(-KEPT_DAYS * 24 * 3600)
}

/// Whether a form, by the path that it is sent to, may have a draft: never one with passwords in it.
#[must_use]
pub fn keeps_drafts(form: &str) -> bool {
    const NEVER: [&str; 3] = ["/sign-in", "/sign-out", "/drafts"];
    let is_below = |stem: &str| form == stem || form.starts_with(&format!("{stem}/"));
    form.len() <= LONGEST_LINE
        && web::is_own_path(form)
        && !form.contains(['?', '#'])
        && !form.contains("password")
        && !is_sensitive(form)
        && !NEVER.into_iter().any(is_below)
}

/// Whether a form tells what only some may read: a sealed note, what support somebody needs. A draft opens to whoever
/// signs in as the member, and for longer than the permission lasts, so nothing of them is kept in one.
fn is_sensitive(form: &str) -> bool {
    let within: Vec<&str> = form.split('/').collect();
    within.contains(&"sealed-notes")
        || within.contains(&"needs")
        || form.starts_with("/searches/") && form.ends_with("/access")
}

/// What is kept of a form: all but its token, and no password.
///
/// # Errors
/// [`DraftRefusal`].
pub fn kept(form: &str, mut typed: Typed) -> Result<Typed, DraftRefusal> {
    if !keeps_drafts(form) {
        return Err(DraftRefusal::NotAForm);
    }
    typed.retain(|(name, _)| name != "csrf" && !name.contains("password"));
    let bytes: usize = typed.iter().map(|(name, value)| name.len() + value.len() + 8).sum();
    if bytes > LARGEST_DRAFT { Err(DraftRefusal::TooLarge) } else { Ok(typed) }
}

/// A title as lists show it: one line, not too long.
#[must_use]
pub fn title_of(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_LINE / 3).collect()
}

/// The address of the page on which a form stands; the form's own where it is none of ours.
#[must_use]
pub fn page_of(written: &str, form: &str) -> String {
    let fine = written.len() <= LONGEST_LINE && web::is_own_path(written);
    if fine { written.to_owned() } else { form.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_work_keep_drafts_and_those_with_secrets_never() {
        for form in ["/pathways/x/notes", "/people/x/edit", "/referrals/new", "/drafting"] {
            assert!(keeps_drafts(form), "{form}");
        }
        for form in [
            "/sign-in",
            "/account/password",
            "/members/x/password",
            "/pathways/x/sealed-notes",
            "/people/x/needs/new",
            "/needs/x/edit",
            "/searches/x/access",
            "/drafts/discard",
            "//evil.example/x",
            "x",
            "/a?b",
        ] {
            assert!(!keeps_drafts(form), "{form}");
        }
    }

    #[test]
    fn token_and_passwords_are_left_out_of_what_is_kept() {
        let typed = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), "x".to_owned())).collect::<Typed>();
        let kept_names = kept("/x", typed(&["csrf", "words", "new-password", "version"])).unwrap();
        assert_eq!(kept_names, typed(&["words", "version"]));
        let huge = vec![("words".to_owned(), "x".repeat(LARGEST_DRAFT))];
        assert_eq!(kept("/x", huge), Err(DraftRefusal::TooLarge));
        assert_eq!(kept("/sign-in", Vec::new()), Err(DraftRefusal::NotAForm));
    }

    #[test]
    fn a_page_s_title_is_one_line_and_its_address_is_ours() {
        assert_eq!(title_of("  Scrivi\n una   nota "), "Scrivi una nota");
        assert_eq!(page_of("/pathways/x?tab=1", "/f"), "/pathways/x?tab=1");
        assert_eq!(page_of("//evil.example", "/f"), "/f");
    }
}
