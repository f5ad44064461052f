package io.sluice.schema.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/accounts`, unchecked; in `PATCH` each key is optional.
///
/// @param password only in `POST`; Sluice makes one when it is left out
/// @param state `active` or `suspended`; only in `PATCH`
record AccountForm(
        @JsonProperty("accuid") @Nullable String accountId,
        @Nullable String name,
        @Nullable List<@Nullable String> contacts,
        @Nullable List<@Nullable String> ipAllowlist,
        @Nullable List<@Nullable String> sshPublicKeys,
        @Nullable String timeZone,
        @Nullable String locale,
        @Nullable String pickup,
        @Nullable Long workspaceLimitBytes,
        @Nullable Long dailyUploadLimitBytes,
        @Nullable Integer retentionDays,
        @Nullable String password,
        @Nullable String state,
        @Nullable Boolean batchFailureMails) {}
