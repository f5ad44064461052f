package io.sluice.schema.account;

/// What an account gets unless its admin says otherwise.
record AccountDefaults(String timeZone, String locale, long workspaceLimitBytes, long dailyUploadLimitBytes) {}
