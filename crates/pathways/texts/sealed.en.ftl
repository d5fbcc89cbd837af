summary-title = Where the pathway stands
summary-none = No pathway.
summary-closed = Closed on { $day }
