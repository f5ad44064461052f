package io.sluice.job.usage;

/// Both meters of an account (spec 4 section 4).
record UsageDocument(WorkspaceDocument workspace, DailyDocument daily) {

    /// All files in the account's directory.
    record WorkspaceDocument(long usedBytes, long limitBytes) {}

    /// Uploads of the account's day.
    ///
    /// @param resetsAt epoch seconds of the day's end, in the account's time zone
    record DailyDocument(long usedBytes, long limitBytes, long resetsAt) {}
}
