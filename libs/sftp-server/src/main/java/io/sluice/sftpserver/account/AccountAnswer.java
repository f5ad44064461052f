package io.sluice.sftpserver.account;

import java.util.List;
import java.util.Optional;

/// What schema-service said when it was asked for the accounts.
public sealed interface AccountAnswer {

    /// Nothing changed since the last answer.
    record Unchanged() implements AccountAnswer {}

    /// The whole list, and its JSON to be kept.
    record Changed(List<SftpAccount> accounts, String json, Optional<String> etag) implements AccountAnswer {
        public Changed {
            accounts = List.copyOf(accounts);
        }
    }

    /// The last list goes on holding.
    record Unavailable(String reason) implements AccountAnswer {}
}
