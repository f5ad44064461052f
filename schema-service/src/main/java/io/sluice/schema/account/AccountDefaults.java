package io.sluice.schema.account;

/// What an account gets unless its admin says otherwise.
///
/// @param maxSshKeys nobody can give an account more
record AccountDefaults(
        String timeZone, String locale, long workspaceLimitBytes, long dailyUploadLimitBytes, int maxSshKeys) {}
