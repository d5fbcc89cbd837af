//! Who has a day to see here, and who may change what stands in it.

web::permissions! {
    /// See one's own day, and keep the tasks that one writes or is given.
    KeepTasks: "keep-tasks" => [CaseWorker, Coordinator, MobileTeam];
    /// See the calendar of one's organisation; of what lies beyond one's reach, only that somebody is busy.
    ViewAppointments: "view-appointments" => [CaseWorker, Coordinator, MobileTeam];
    /// Plan, change and cancel appointments, and book interpreters for them.
    EditAppointments: "edit-appointments" => [CaseWorker, Coordinator, MobileTeam];
    /// Read one's own appointments from another program, by a private address: that there is one, and when.
    ReadCalendarFeed: "read-calendar-feed" => [CaseWorker, Coordinator, MobileTeam];
    /// Read with whom and where, too, from another program: for a feed whose owner chose so.
    ReadCalendarNames: "read-calendar-names" => [CaseWorker, Coordinator, MobileTeam];
    /// Keep the directory of interpreters right.
    ManageInterpreters: "manage-interpreters" => [Coordinator, PartnerAdministrator, LeadPartner];
}
