//! The expected noes of the day: each with its field and the code of its words.

/// Why something of the day is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// What stands in this field is no time of day.
    NotATime(&'static str),
    /// On this day clocks leave this time out.
    NoSuchTime(&'static str),
    /// The interpreter is booked by then.
    InterpreterTaken,
    /// The interpreter works no more.
    InterpreterGone,
    /// It has not begun yet, so nobody can have come or stayed away.
    NotYet,
    /// It stands elsewhere than the act needs.
    NotSo,
}

impl web::Refusal for Refusal {
    fn field(&self) -> &'static str {
        match self {
            Self::NotATime(field) | Self::NoSuchTime(field) => field,
            Self::InterpreterTaken | Self::InterpreterGone => "interpreter",
            Self::NotYet | Self::NotSo => "",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotATime(_) => "not-a-time",
            Self::NoSuchTime(_) => "no-such-time",
            Self::InterpreterTaken => "interpreter-taken",
            Self::InterpreterGone => "interpreter-gone",
            Self::NotYet => "appointment-not-yet",
            Self::NotSo => "appointment-not-so",
        }
    }
}
