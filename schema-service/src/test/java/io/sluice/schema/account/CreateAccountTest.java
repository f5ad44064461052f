package io.sluice.schema.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.schema.form.FormError;
import io.sluice.schema.token.TokenIssuers;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreateAccountTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final AccountId ACME = new AccountId("acme");
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final CreateAccount createAccount = new CreateAccount(
            accounts,
            password -> Uni.createFrom().item("hash of " + password),
            TokenIssuers.at(CLOCK),
            new AccountDefaults("UTC", "en", 5_000, 1_000, 3),
            CLOCK);

    @Test
    void fillsInDefaults() {
        var creation = create(form("acme", null));

        assertThat(creation).isInstanceOf(AccountCreation.Created.class);
        var account = accounts.present(ACME).orElseThrow();
        assertThat(account)
                .isEqualTo(new Account(
                        ACME,
                        AccountState.ACTIVE,
                        new AccountSettings(
                                "Acme Retail",
                                List.of(),
                                List.of(),
                                "UTC",
                                "en",
                                Optional.empty(),
                                5_000,
                                1_000,
                                Optional.empty(),
                                true),
                        NOON,
                        7,
                        NOON,
                        7));
    }

    @Test
    void storesSecretsAsHashesOnly() {
        var created = (AccountCreation.Created) create(form("acme", null));

        var stored = Objects.requireNonNull(accounts.added.get(ACME));
        assertThat(stored.passwordHash()).isEqualTo("hash of " + created.password());
        assertThat(stored.clientKeyHash()).isEqualTo(Secrets.digest(created.clientKey()));
        assertThat(stored.grant().account()).isEqualTo(ACME);
        assertThat(created.apiToken()).isEqualTo("signed " + stored.grant().tokenId());
    }

    @Test
    void keepsGivenPassword() {
        var created = (AccountCreation.Created) create(form("acme", "a-good-password"));

        assertThat(created.password()).isEqualTo("a-good-password");
    }

    @Test
    void refusesTakenId() {
        create(form("acme", null));

        assertThat(create(form("acme", null))).isEqualTo(new AccountCreation.Taken(ACME));
    }

    @Test
    void neverGivesIdOfErasedAccountAgain() {
        create(form("acme", null));
        var before = accounts.present(ACME).orElseThrow();
        accounts.put(before.with(AccountState.ERASED));

        assertThat(create(form("acme", null))).isEqualTo(new AccountCreation.Erased(ACME));
    }

    @Test
    void namesEverythingThatIsWrong() {
        var form = new AccountForm(
                null,
                null,
                null,
                null,
                List.of(KEY, KEY, "no key"),
                null,
                null,
                null,
                0L,
                null,
                null,
                "short",
                "active",
                null);

        var creation = create(form);

        assertThat(creation).isInstanceOf(AccountCreation.Refused.class);
        assertThat(((AccountCreation.Refused) creation).errors())
                .extracting(FormError::field)
                .containsExactly(
                        "accuid",
                        "name",
                        "workspace_limit_bytes",
                        "ssh_public_keys[1]",
                        "ssh_public_keys[2]",
                        "password",
                        "state");
        assertThat(accounts.added).isEmpty();
    }

    private AccountCreation create(AccountForm form) {
        return createAccount.create(form, 7).await().indefinitely();
    }

    @Test
    void refusesMoreKeysThanAnAccountMayHave() {
        var keys = List.<@Nullable String>of(KEY, KEY, KEY, KEY);

        var creation = create(new AccountForm(
                "acme", "Acme Retail", null, null, keys, null, null, null, null, null, null, null, null, null));

        assertThat(creation)
                .isEqualTo(new AccountCreation.Refused(
                        List.of(new FormError("ssh_public_keys", "has 4 entries, expected at most 3"))));
    }

    private static AccountForm form(String accountId, @Nullable String password) {
        return new AccountForm(
                accountId, "Acme Retail", null, null, null, null, null, null, null, null, null, password, null, null);
    }
}
