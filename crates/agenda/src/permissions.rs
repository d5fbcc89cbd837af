//! Who has a day to see here, and who may change what stands in it.

web::permissions! {
    /// See one's own day, and keep the tasks that one writes or is given.
    KeepTasks: "keep-tasks" => [CaseWorker, Coordinator, MobileTeam];
}
