//! What is wrong with a programme file: where, what, and how to mend it. Data, so that pages can say it in Italian.

use std::fmt;

use kernel::words;
use serde::Serialize;

words!(
    /// The kinds of fault. The word is the tail of the two text keys, what is wrong and how to mend it.
    pub enum FaultCode {
        /// The file is not TOML.
        Syntax = "syntax",
        /// A field is missing.
        MissingField = "missing-field",
        /// A field that nobody reads.
        UnknownField = "unknown-field",
        /// A value of another type.
        WrongType = "wrong-type",
        /// A text or a list without anything in it.
        Empty = "empty",
        /// A word outside its list.
        UnknownWord = "unknown-word",
        /// A code that is no plain slug.
        NotACode = "not-a-code",
        /// Not a date.
        NotADay = "not-a-day",
        /// A number out of bounds.
        OutOfBounds = "out-of-bounds",
        /// The same code or word twice in one list.
        Duplicate = "duplicate",
        /// A period that ends before it starts.
        EndBeforeStart = "end-before-start",
        /// A source that the file does not list.
        UnknownSource = "unknown-source",
        /// Said to be verified by a source that nobody read.
        VerifiedByNothing = "verified-by-nothing",
        /// Said to be conflicting, without the other value or a note.
        ConflictWithoutOther = "conflict-without-other",
        /// Other values, without saying that sources conflict.
        OtherWithoutConflict = "other-without-conflict",
        /// An axis that the file does not list.
        UnknownAxis = "unknown-axis",
        /// A work package that the file does not list.
        UnknownPackage = "unknown-package",
        /// A territory that the file does not list, or lists later.
        UnknownTerritory = "unknown-territory",
        /// An action in no axis and no package.
        ActionNowhere = "action-nowhere",
        /// A rule that cannot be measured on whom it names.
        WrongWhom = "wrong-whom",
        /// A rule for recipients whom the programme does not serve.
        RuleForNobody = "rule-for-nobody",
        /// Recipients for whom no rule decides.
        NoRule = "no-rule",
    }
);

/// One fault of a programme file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The field: `rules[2].requires.among[1]`, list items counted from 1. Empty for the file as a whole.
    pub field: String,
    /// What kind of fault.
    pub code: FaultCode,
    /// What was found: a word, a type, a field's name, the parser's message.
    pub found: String,
    /// What would do: the known words, the type wanted, the bounds.
    pub known: Vec<String>,
    /// The known word nearest to the one found.
    pub nearest: Option<String>,
}

impl Fault {
    /// What is wrong, in English.
    #[must_use]
    pub fn what(&self) -> String {
        let found = &self.found;
        match self.code {
            FaultCode::Syntax => format!("not valid TOML: {found}"),
            FaultCode::MissingField => format!("`{found}` is missing"),
            FaultCode::UnknownField => format!("no field is called `{found}` here"),
            FaultCode::WrongType => format!("this is {found}"),
            FaultCode::Empty => "there is nothing in it".to_owned(),
            FaultCode::UnknownWord => format!("`{found}` is not a known word"),
            FaultCode::NotACode => format!("`{found}` is not a code"),
            FaultCode::NotADay => format!("`{found}` is not a date"),
            FaultCode::OutOfBounds => format!("{found} is out of bounds"),
            FaultCode::Duplicate => format!("`{found}` stands twice"),
            FaultCode::EndBeforeStart => format!("it ends before it starts ({found})"),
            FaultCode::UnknownSource => format!("no source is called `{found}`"),
            FaultCode::VerifiedByNothing => format!("said to be verified, but nobody read `{found}`"),
            FaultCode::ConflictWithoutOther => "sources conflict, but only one is heard".to_owned(),
            FaultCode::OtherWithoutConflict => format!("another value is given, but the status is `{found}`"),
            FaultCode::UnknownAxis => format!("no axis is called `{found}`"),
            FaultCode::UnknownPackage => format!("no work package is called `{found}`"),
            FaultCode::UnknownTerritory => format!("no territory above is called `{found}`"),
            FaultCode::ActionNowhere => "the action belongs to no axis and no work package".to_owned(),
            FaultCode::WrongWhom => format!("this cannot be measured on `{found}`"),
            FaultCode::RuleForNobody => format!("the programme does not serve {found}"),
            FaultCode::NoRule => format!("the programme serves {found}, but no rule decides for them"),
        }
    }

    /// How to mend it, in English.
    #[must_use]
    pub fn remedy(&self) -> String {
        let known = self.known.join(", ");
        let one_of = |list: &str| match &self.nearest {
            Some(nearest) => format!("did you mean `{nearest}`? {list}: {known}"),
            None if known.is_empty() => format!("{list}: none yet"),
            None => format!("{list}: {known}"),
        };
        match self.code {
            FaultCode::Syntax => "mend the line; texts stand in double quotes, tables in [brackets]".to_owned(),
            FaultCode::MissingField => format!("add `{} = …`", self.found),
            FaultCode::UnknownField => one_of("take it out, or use one of"),
            FaultCode::WrongType => format!("write {known}"),
            FaultCode::Empty => "fill it in, or take the field out if it may be absent".to_owned(),
            FaultCode::UnknownWord => one_of("use one of"),
            FaultCode::NotACode => "use lower-case letters, digits and single hyphens, at most 60".to_owned(),
            FaultCode::NotADay => "write 2020-07-01, or \"2020-07\" or \"2020\" where less is known".to_owned(),
            FaultCode::OutOfBounds => format!("write a whole number {known}"),
            FaultCode::Duplicate => "take one out, or give it another code".to_owned(),
            FaultCode::EndBeforeStart => "put the earlier date first".to_owned(),
            FaultCode::UnknownSource => one_of("list it under [sources], or use one of"),
            FaultCode::VerifiedByNothing => "use `to-verify` or `assumed`, or name the source that was read".to_owned(),
            FaultCode::ConflictWithoutOther => "add the other value under `also`, or a `note` that tells".to_owned(),
            FaultCode::OtherWithoutConflict => "set `status = \"conflicting\"`, or take `also` out".to_owned(),
            FaultCode::UnknownAxis => one_of("list it under [[axes]], or use one of"),
            FaultCode::UnknownPackage => one_of("list it under [[packages]], or use one of"),
            FaultCode::UnknownTerritory => one_of("list it above under [[territories]], or use one of"),
            FaultCode::ActionNowhere => "add `axis = …` or `package = …`".to_owned(),
            FaultCode::WrongWhom if known.is_empty() => {
                "split it: operators and households have rules of their own".to_owned()
            }
            FaultCode::WrongWhom => one_of("set `of` to one of"),
            FaultCode::RuleForNobody => "add them to `recipients`, or change `of`".to_owned(),
            FaultCode::NoRule => "add a [[rules]] entry for them, or take them out of `recipients`".to_owned(),
        }
    }
}

/// `LINE: field: what — remedy`; whoever prints it puts the file's name before it.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = if self.field.is_empty() { "file" } else { &self.field };
        write!(f, "{}: {field}: {} — {}", self.line, self.what(), self.remedy())
    }
}

impl std::error::Error for Fault {}

/// The candidate nearest to a word, if it is near enough to be what was meant.
pub(super) fn nearest(word: &str, candidates: &[String]) -> Option<String> {
    let near = |candidate: &&String| strsim::normalized_damerau_levenshtein(word, candidate.as_str());
    candidates.iter().max_by(|one, other| near(one).total_cmp(&near(other))).filter(|best| near(best) >= 0.6).cloned()
}
