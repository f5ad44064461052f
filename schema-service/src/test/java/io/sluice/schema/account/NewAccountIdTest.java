package io.sluice.schema.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.schema.form.FormError;
import io.sluice.schema.form.FormErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewAccountIdTest {
    private final FormErrors errors = new FormErrors();

    @ParameterizedTest
    @ValueSource(strings = {"110-1234-567", "a", "systemd", "rooted", "my-mail"})
    void takesIds(String text) {
        assertThat(NewAccountId.check(text, errors)).hasValue(new AccountId(text));
        assertThat(errors.all()).isEmpty();
    }

    /// The system users of Debian 12 and 13 with OpenSSH, D-Bus and systemd, and Sluice's own one.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "root",
                "daemon",
                "bin",
                "sys",
                "sync",
                "games",
                "man",
                "lp",
                "mail",
                "news",
                "uucp",
                "proxy",
                "www-data",
                "backup",
                "list",
                "irc",
                "gnats",
                "nobody",
                "sshd",
                "messagebus",
                "syslog",
                "polkitd",
                "systemd-network",
                "systemd-timesync",
                "systemd-anything",
                "sluice-service",
                "sluice-validator"
            })
    void refusesUsersOfTheServersSystem(String text) {
        NewAccountId.check(text, errors);

        assertThat(errors.all())
                .containsExactly(new FormError(
                        "accuid",
                        "\"%s\" is a user of the SFTP server's own system, expected another id".formatted(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounts", "internal", "v1", "sluice"})
    void refusesReservedWords(String text) {
        NewAccountId.check(text, errors);

        assertThat(errors.all())
                .containsExactly(
                        new FormError("accuid", "\"%s\" is a reserved word, expected another id".formatted(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "Acme", "a_b", "a b", "a/b", "a123456789012345678901234567890123"})
    void refusesWhatIsNoId(String text) {
        assertThat(NewAccountId.check(text, errors)).isEmpty();
        assertThat(errors.all())
                .containsExactly(new FormError(
                        "accuid",
                        "\"%s\" is no account id, expected 1 to 32 lower-case letters, digits and -, not beginning with -"
                                .formatted(text)));
    }

    @Test
    void refusesMissingId() {
        NewAccountId.check(null, errors);

        assertThat(errors.all())
                .containsExactly(new FormError("accuid", "is missing, expected an id like 110-1234-567"));
    }

    @Test
    void refusesSystemUsersThatAreNoAccountIdAtAll() {
        NewAccountId.check("_apt", errors);

        assertThat(errors.all())
                .containsExactly(
                        new FormError(
                                "accuid",
                                "\"_apt\" is no account id, expected 1 to 32 lower-case letters, digits and -, not beginning with -"));
    }
}
