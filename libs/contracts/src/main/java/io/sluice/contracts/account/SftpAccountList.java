package io.sluice.contracts.account;

import java.util.List;

/// The answer of `GET /internal/sftp-accounts`: all accounts that are not erased.
public record SftpAccountList(List<SftpAccountDocument> accounts) {
    public SftpAccountList {
        accounts = List.copyOf(accounts);
    }
}
