package io.sluice.sftpserver.account;

import java.util.List;
import java.util.Optional;

/// The answer of schema-service to the request for all accounts.
public sealed interface AccountAnswer {

    /// The list is the same as in the last answer.
    record Unchanged() implements AccountAnswer {}

    /// A new whole list.
    ///
    /// @param json the list as received, to be kept on disk
    record Changed(List<SftpAccount> accounts, String json, Optional<String> etag) implements AccountAnswer {
        public Changed {
            accounts = List.copyOf(accounts);
        }
    }

    /// No list; the last one stays in force.
    record Unavailable(String reason) implements AccountAnswer {}
}
