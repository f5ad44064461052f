package io.sluice.job.usage;

/// Both meters of an account (spec 4 section 4), and its data sets.
record UsageDocument(WorkspaceDocument workspace, DailyDocument daily, DataSetsDocument dataSets) {

    /// All files in the account's directory.
    record WorkspaceDocument(long usedBytes, long limitBytes) {}

    /// Uploads of the account's day.
    ///
    /// @param resetsAt epoch seconds of the day's end, in the account's time zone
    record DailyDocument(long usedBytes, long limitBytes, long resetsAt) {}

    /// What the days of all data sets hold. It follows a change within seconds.
    ///
    /// @param usedBytes of their files; versions that were replaced and plain copies do not count
    /// @param days those that have rows
    record DataSetsDocument(long usedBytes, long rows, long days) {}
}
