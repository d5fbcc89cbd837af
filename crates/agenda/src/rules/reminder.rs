//! Reminders: where each stands between being written down and being sent, and how long to wait after a no for now.

use pathways::rules::machine;

kernel::words! {
    /// Where a reminder stands.
    pub enum ReminderState {
        /// To be sent when it is due.
        Waiting = "waiting",
        /// A worker has taken it, and has handed nothing over yet.
        Claimed = "claimed",
        /// A worker is about to hand its words to the mail server: from here on it may have gone out.
        Handing = "handing",
        /// The mail server took it.
        Sent = "sent",
        /// Nobody knows whether the mail server took it. A person decides.
        Uncertain = "uncertain",
        /// The mail server refused it for good.
        Refused = "refused",
        /// It is no longer wanted: moved, called off, opted out, too late.
        Dropped = "dropped",
    }
}
store::word_cells!(ReminderState);

kernel::words! {
    /// What can happen to a reminder.
    pub enum ReminderAct {
        /// A worker takes it.
        Claim = "claim",
        /// A worker writes down that it hands the words over now.
        HandOver = "hand-over",
        /// The mail server took it.
        Accept = "accept",
        /// Not now: the mail server is away, or said to try later.
        Defer = "defer",
        /// The mail server said no for good.
        Refuse = "refuse",
        /// The worker vanished before it handed anything over.
        Lose = "lose",
        /// The answer to the words never came, or the worker vanished after it began to hand them over.
        Doubt = "doubt",
        /// It is no longer wanted.
        Drop = "drop",
        /// A person says that it went out.
        Settle = "settle",
        /// A person lets it go out again.
        Resend = "resend",
    }
}

impl ReminderState {
    /// Where the act leads; nowhere, when it is refused. No path leads from [`Self::Handing`] back to
    /// [`Self::Waiting`] but an answer of the mail server or a person: so nothing is sent twice by itself.
    #[must_use]
    pub fn after(self, act: ReminderAct) -> Option<Self> {
        match (self, act) {
            (Self::Waiting, ReminderAct::Claim) => Some(Self::Claimed),
            (Self::Claimed, ReminderAct::HandOver) => Some(Self::Handing),
            (Self::Claimed, ReminderAct::Lose) | (Self::Claimed | Self::Handing, ReminderAct::Defer) => {
                Some(Self::Waiting)
            }
            (Self::Claimed | Self::Handing, ReminderAct::Refuse) => Some(Self::Refused),
            (Self::Handing, ReminderAct::Accept) | (Self::Uncertain, ReminderAct::Settle) => Some(Self::Sent),
            (Self::Handing, ReminderAct::Doubt) => Some(Self::Uncertain),
            (Self::Waiting | Self::Claimed, ReminderAct::Drop) => Some(Self::Dropped),
            (Self::Uncertain | Self::Refused, ReminderAct::Resend) => Some(Self::Waiting),
            _ => None,
        }
    }
}

/// Every transition of a reminder.
#[must_use]
pub fn transitions() -> Vec<(ReminderState, ReminderAct, ReminderState)> {
    machine::table(ReminderState::ALL, ReminderAct::ALL, ReminderState::after)
}

/// How many seconds to wait after so many tries: five minutes, then three times as long each time, four hours at most.
#[must_use]
pub fn wait_after(tries: i64) -> i64 {
    const FIRST: i64 = 300;
    const LONGEST: i64 = 4 * 3600;
    let times = u32::try_from(tries.clamp(1, 8) - 1).unwrap_or(0);
    Ord::min(FIRST * 3i64.pow(times), LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_to_four_hours() {
        assert_eq!([1, 2, 3, 4, 5, 100].map(wait_after), [300, 900, 2700, 8100, 14_400, 14_400]);
        assert_eq!(wait_after(0), 300);
    }

    #[test]
    fn what_may_have_gone_out_goes_out_again_only_by_a_person_or_an_answer() {
        let back = ReminderAct::ALL.iter().filter(|act| {
            [ReminderState::Handing, ReminderState::Uncertain]
                .iter()
                .any(|state| state.after(**act) == Some(ReminderState::Waiting))
        });
        assert_eq!(back.copied().collect::<Vec<_>>(), [ReminderAct::Defer, ReminderAct::Resend]);
    }
}
