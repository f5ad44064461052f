package io.sluice.schema.account;

import io.sluice.contracts.account.AccountId;
import io.sluice.schema.form.FormErrors;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides whether a text may become the id of a new account.
final class NewAccountId {
    /// Words in paths of the API.
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
            "status",
            "tokens",
            "v1",
            "v2");

    /// Users of the SFTP server's system: Debian's base-passwd, the packages in deploy/sftp and common
    /// others, and the user that the services log in with. An account is a user of that system, too.
    private static final Set<String> SYSTEM_USERS = Set.of(
            "avahi",
            "backup",
            "bin",
            "daemon",
            "dnsmasq",
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
            "polkitd",
            "postfix",
            "postgres",
            "proxy",
            "root",
            "sftp",
            "sluice-service",
            "sluice-validator",
            "sshd",
            "sync",
            "sys",
            "syslog",
            "tcpdump",
            "tss",
            "uucp",
            "uuidd",
            "www-data");

    /// systemd creates users whose names begin so.
    private static final String SYSTEMD = "systemd-";

    private NewAccountId() {}

    static Optional<AccountId> check(@Nullable String text, FormErrors errors) {
        if (text == null) {
            errors.add("accuid", "is missing, expected an id like 110-1234-567");
            return Optional.empty();
        }
        var id = AccountId.of(text);
        if (id.isEmpty()) {
            errors.add(
                    "accuid",
                    "\"%s\" is no account id, expected 1 to 32 lower-case letters, digits and -, not beginning with -"
                            .formatted(text));
        } else if (RESERVED.contains(text)) {
            errors.add("accuid", "\"%s\" is a reserved word, expected another id".formatted(text));
        } else if (SYSTEM_USERS.contains(text) || text.startsWith(SYSTEMD)) {
            errors.add(
                    "accuid", "\"%s\" is a user of the SFTP server's own system, expected another id".formatted(text));
        }
        return id;
    }
}
