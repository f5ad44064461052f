package io.sluice.schema.account;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.schema.form.FormErrors;
import io.sluice.schema.sshkey.SshPublicKey;
import io.sluice.schema.token.IssueToken;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Creates an account with all its user needs: password, API token, client key.
final class CreateAccount {
    private final Accounts accounts;
    private final PasswordHashing hashing;
    private final IssueToken issueToken;
    private final AccountDefaults defaults;
    private final Clock clock;

    CreateAccount(
            Accounts accounts, PasswordHashing hashing, IssueToken issueToken, AccountDefaults defaults, Clock clock) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.issueToken = issueToken;
        this.defaults = defaults;
        this.clock = clock;
    }

    Uni<AccountCreation> create(AccountForm form, long by) {
        var errors = new FormErrors();
        var id = NewAccountId.check(form.accountId(), errors);
        var settings = settings(form, errors);
        var keys = keys(form.sshPublicKeys(), errors);
        var password = form.password() == null ? Secrets.newPassword() : form.password();
        Secrets.check(password, errors);
        if (form.state() != null) {
            errors.add("state", "cannot be given, a new account is active");
        }
        return id.isEmpty() || !errors.isEmpty()
                ? Uni.createFrom().item(new AccountCreation.Refused(errors.all()))
                : create(id.get(), settings, keys, password, by);
    }

    private Uni<AccountCreation> create(
            AccountId id, AccountSettings settings, List<SshPublicKey> keys, String password, long by) {
        var now = clock.instant();
        var account = new Account(id, AccountState.ACTIVE, settings, now, by, now, by);
        var token = issueToken.first(id, by);
        var clientKey = Secrets.newClientKey();
        return hashing.hash(password)
                .chain(hash ->
                        accounts.add(new NewAccount(account, hash, Secrets.digest(clientKey), keys, token.grant())))
                .map(taken -> taken.<AccountCreation>map(state -> state == AccountState.ERASED
                                ? new AccountCreation.Erased(id)
                                : new AccountCreation.Taken(id))
                        .orElseGet(() -> new AccountCreation.Created(account, password, token.text(), clientKey)));
    }

    private AccountSettings settings(AccountForm form, FormErrors errors) {
        var check = new SettingsCheck(errors);
        return new AccountSettings(
                check.name(form.name()),
                check.contacts(Objects.requireNonNullElse(form.contacts(), List.of())),
                check.ipAllowlist(Objects.requireNonNullElse(form.ipAllowlist(), List.of())),
                check.timeZone(Objects.requireNonNullElse(form.timeZone(), defaults.timeZone())),
                check.locale(Objects.requireNonNullElse(form.locale(), defaults.locale())),
                check.pickup(form.pickup()),
                check.limit(
                        "workspace_limit_bytes",
                        Objects.requireNonNullElse(form.workspaceLimitBytes(), defaults.workspaceLimitBytes())),
                check.limit(
                        "daily_upload_limit_bytes",
                        Objects.requireNonNullElse(form.dailyUploadLimitBytes(), defaults.dailyUploadLimitBytes())),
                check.retentionDays(form.retentionDays()),
                check.batchFailureMails(Objects.requireNonNullElse(form.batchFailureMails(), true)));
    }

    private List<SshPublicKey> keys(@Nullable List<@Nullable String> texts, FormErrors errors) {
        var keys = new ArrayList<SshPublicKey>();
        var given = texts == null ? List.<@Nullable String>of() : texts;
        if (given.size() > defaults.maxSshKeys()) {
            errors.add(
                    "ssh_public_keys",
                    "has %d entries, expected at most %d".formatted(given.size(), defaults.maxSshKeys()));
            return List.of();
        }
        for (int i = 0; i < given.size(); i++) {
            var text = given.get(i);
            var field = "ssh_public_keys[%d]".formatted(i);
            try {
                var key = SshPublicKey.parse(text == null ? "" : text);
                if (keys.stream().anyMatch(other -> other.keyId().equals(key.keyId()))) {
                    errors.add(field, "is there twice");
                }
                keys.add(key);
            } catch (IllegalArgumentException refused) {
                errors.add(field, String.valueOf(refused.getMessage()));
            }
        }
        return keys;
    }
}
