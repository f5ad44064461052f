package io.sluice.job.usage;

/// What the days of an account's data sets hold now. Versions that were replaced and plain copies do not
/// count.
///
/// @param days those that have rows; each is one file
/// @param bytes of these files
record DataSetUse(long days, long rows, long bytes) {}
