package io.sluice.schema.account;

import java.util.List;

/// The answer of `POST /v1/accounts` (spec 3 section 1): the only one that shows the secrets.
record NewAccountDocument(
        String accuid,
        SftpLogin sftp,
        String workDirectory,
        String apiToken,
        String clientKey,
        List<String> ipAllowlist) {}
