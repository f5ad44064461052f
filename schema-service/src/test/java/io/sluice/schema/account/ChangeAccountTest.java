package io.sluice.schema.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.schema.form.Form;
import io.sluice.schema.form.FormError;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeAccountTest {
    private static final Instant BEFORE = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final AccountId ACME = new AccountId("acme");
    private static final AccountId NOBODY = new AccountId("nobody-home");
    private static final AccountSettings SETTINGS = new AccountSettings(
            "Acme Retail",
            List.of("data@acme.example"),
            List.of("203.0.113.0/24"),
            "Asia/Taipei",
            "en",
            Optional.of("continuous"),
            5_000,
            1_000,
            Optional.of(90),
            true);
    private static final Account ACTIVE = new Account(ACME, AccountState.ACTIVE, SETTINGS, BEFORE, 1, BEFORE, 1);

    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final ChangeAccount changeAccount = new ChangeAccount(
            accounts, password -> Uni.createFrom().item("hash of " + password), Clock.fixed(NOON, ZoneOffset.UTC));

    @BeforeEach
    void addAccount() {
        accounts.put(ACTIVE);
    }

    @Test
    void changesWhatIsGivenAndKeepsTheRest() {
        var change = change(Set.of("name"), form("Acme", null, null));

        var settings = new AccountSettings(
                "Acme",
                SETTINGS.contacts(),
                SETTINGS.ipAllowlist(),
                "Asia/Taipei",
                "en",
                SETTINGS.pickup(),
                5_000,
                1_000,
                Optional.of(90),
                true);
        assertThat(change)
                .isEqualTo(new AccountChange.Changed(ACTIVE.with(settings).changed(NOON, 7)));
        assertThat(stored()).isEqualTo(ACTIVE.with(settings).changed(NOON, 7));
    }

    @Test
    void leavesTimeAndAuthorWhenNothingChanges() {
        var change = change(Set.of("name", "state"), form("Acme Retail", null, "active"));

        assertThat(change).isEqualTo(new AccountChange.Changed(ACTIVE));
    }

    @Test
    void returnsToThePlatformsPickupByNull() {
        change(Set.of("pickup"), form(null, null, null));

        assertThat(stored().settings().pickup()).isEmpty();
    }

    @Test
    void suspendsAndReactivates() {
        assertThat(changeAccount.suspend(ACME, 7).await().indefinitely())
                .isEqualTo(new AccountChange.Changed(
                        ACTIVE.with(AccountState.SUSPENDED).changed(NOON, 7)));
        assertThat(change(Set.of("state"), form(null, null, "active")))
                .isEqualTo(new AccountChange.Changed(ACTIVE.changed(NOON, 7)));
    }

    @Test
    void changesNothingWhenSuspendedTwice() {
        var suspended = ACTIVE.with(AccountState.SUSPENDED);
        accounts.put(suspended);

        assertThat(changeAccount.suspend(ACME, 7).await().indefinitely())
                .isEqualTo(new AccountChange.Changed(suspended));
    }

    @Test
    void refusesKeysThatHaveTheirOwnRequests() {
        var change = change(Set.of("accuid", "password", "ssh_public_keys"), form(null, "a-good-password", null));

        assertThat(change)
                .isEqualTo(new AccountChange.Refused(List.of(
                        new FormError("accuid", "cannot be changed"),
                        new FormError("password", "is changed by POST …/password"),
                        new FormError("ssh_public_keys", "are changed by POST and DELETE …/ssh-keys"))));
    }

    @Test
    void storesNothingOfRefusedChange() {
        var change = change(Set.of("name", "state"), form("Acme", null, "erased"));

        assertThat(change)
                .isEqualTo(new AccountChange.Refused(
                        List.of(new FormError("state", "is \"erased\", expected active or suspended"))));
        assertThat(stored()).isEqualTo(ACTIVE);
    }

    @Test
    void erasesSuspendedAccountButItsId() {
        accounts.put(ACTIVE.with(AccountState.SUSPENDED));

        var erasure = changeAccount.erase(ACME, 7).await().indefinitely();

        assertThat(erasure)
                .isEqualTo(new AccountErasure.Erased(new Account(
                        ACME,
                        AccountState.ERASED,
                        new AccountSettings(
                                "",
                                List.of(),
                                List.of(),
                                "UTC",
                                "en",
                                Optional.empty(),
                                5_000,
                                1_000,
                                Optional.of(90),
                                true),
                        BEFORE,
                        1,
                        NOON,
                        7)));
        assertThat(accounts.present(ACME)).isEmpty();
    }

    @Test
    void switchesMailsAboutBatchesOff() {
        var change = change(
                Set.of("batch_failure_mails"),
                new AccountForm(null, null, null, null, null, null, null, null, null, null, null, null, null, false));

        assertThat(change)
                .isInstanceOfSatisfying(
                        AccountChange.Changed.class,
                        changed -> assertThat(changed.account().settings().batchFailureMails())
                                .isFalse());
    }

    @Test
    void erasesNoActiveAccount() {
        assertThat(changeAccount.erase(ACME, 7).await().indefinitely()).isEqualTo(new AccountErasure.StillActive());
        assertThat(stored()).isEqualTo(ACTIVE);
    }

    @Test
    void setsGivenPassword() {
        var change = changeAccount.setPassword(ACME, "a-good-password").await().indefinitely();

        assertThat(change).isEqualTo(new PasswordChange.Changed("a-good-password"));
        assertThat(accounts.passwordHashes).containsEntry(ACME, "hash of a-good-password");
    }

    @Test
    void makesPasswordWhenNoneIsGiven() {
        var change = changeAccount.setPassword(ACME, null).await().indefinitely();

        assertThat(change).isInstanceOf(PasswordChange.Changed.class);
        assertThat(((PasswordChange.Changed) change).password()).hasSize(24);
    }

    @Test
    void refusesBadPassword() {
        assertThat(changeAccount.setPassword(ACME, "short").await().indefinitely())
                .isEqualTo(new PasswordChange.Refused(
                        List.of(new FormError("password", "has 5 characters, expected 12 to 128"))));
        assertThat(accounts.passwordHashes).isEmpty();
    }

    @Test
    void saysWhenAccountIsUnknown() {
        assertThat(changeAccount
                        .change(NOBODY, new Form<>(form(null, null, null), Set.of()), 7)
                        .await()
                        .indefinitely())
                .isEqualTo(new AccountChange.Unknown());
        assertThat(changeAccount.suspend(NOBODY, 7).await().indefinitely()).isEqualTo(new AccountChange.Unknown());
        assertThat(changeAccount.erase(NOBODY, 7).await().indefinitely()).isEqualTo(new AccountErasure.Unknown());
        assertThat(changeAccount.setPassword(NOBODY, null).await().indefinitely())
                .isEqualTo(new PasswordChange.Unknown());
    }

    private AccountChange change(Set<String> given, AccountForm form) {
        return changeAccount.change(ACME, new Form<>(form, given), 7).await().indefinitely();
    }

    private Account stored() {
        return accounts.present(ACME).orElseThrow();
    }

    private static AccountForm form(@Nullable String name, @Nullable String password, @Nullable String state) {
        return new AccountForm(null, name, null, null, null, null, null, null, null, null, null, password, state, null);
    }
}
