package io.sluice.schema.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.contracts.account.AccountState;
import java.util.List;
import java.util.Optional;

/// An account in JSON, without secrets; times in epoch seconds.
///
/// @param pickup absent when the platform's schedule holds
/// @param retentionDays absent when the platform's time holds
record AccountDocument(
        @JsonProperty("accuid") String accountId,
        String name,
        AccountState state,
        List<String> contacts,
        List<String> ipAllowlist,
        String timeZone,
        String locale,
        Optional<String> pickup,
        long workspaceLimitBytes,
        long dailyUploadLimitBytes,
        Optional<Integer> retentionDays,
        boolean batchFailureMails,
        SftpLogin sftp,
        String workDirectory,
        long updatedAt,
        long updatedBy,
        long createdAt,
        long createdBy) {}
