package io.sluice.schema.account;

import io.sluice.contracts.account.AccountId;
import io.sluice.schema.form.Findings;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides whether a text may become the id of a new account.
final class NewAccountId {
    /// Words of our own paths, and users that the SFTP server's system has or that are ours.
    private static final Set<String> RESERVED = Set.of(
            "accounts",
            "admin",
            "api",
            "batches",
            "health",
            "internal",
            "metrics",
            "openapi",
            "platform",
            "q",
            "sluice",
            "sluice-service",
            "status",
            "tokens",
            "v1",
            "v2",
            "backup",
            "bin",
            "daemon",
            "ftp",
            "games",
            "gnats",
            "irc",
            "list",
            "lp",
            "mail",
            "man",
            "messagebus",
            "news",
            "nobody",
            "ntp",
            "postfix",
            "postgres",
            "proxy",
            "root",
            "sftp",
            "sshd",
            "sync",
            "sys",
            "syslog",
            "systemd-network",
            "systemd-resolve",
            "systemd-timesync",
            "uucp",
            "www-data");

    private NewAccountId() {}

    static Optional<AccountId> check(@Nullable String text, Findings findings) {
        if (text == null) {
            findings.add("accuid", "is missing, expected an id like 110-1234-567");
            return Optional.empty();
        }
        var id = AccountId.of(text);
        if (id.isEmpty()) {
            findings.add(
                    "accuid",
                    "\"%s\" is no account id, expected 1 to 32 lower-case letters, digits and -, not beginning with -"
                            .formatted(text));
        } else if (RESERVED.contains(text)) {
            findings.add("accuid", "\"%s\" is a reserved word, expected another id".formatted(text));
        }
        return id;
    }
}
