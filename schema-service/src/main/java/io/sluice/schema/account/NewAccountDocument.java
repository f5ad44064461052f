package io.sluice.schema.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// The answer of `POST /v1/accounts` (spec 3 section 1): the only one that shows the secrets.
record NewAccountDocument(
        @JsonProperty("accuid") String accountId,
        SftpLogin sftp,
        String workDirectory,
        String apiToken,
        String clientKey,
        List<String> ipAllowlist) {}
