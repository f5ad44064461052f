package io.sluice.schema.account;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.schema.form.Form;
import io.sluice.schema.form.FormErrors;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes, suspends, reactivates and erases accounts.
final class ChangeAccount {
    private final Accounts accounts;
    private final PasswordHashing hashing;
    private final Clock clock;

    ChangeAccount(Accounts accounts, PasswordHashing hashing, Clock clock) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.clock = clock;
    }

    /// Changes what the form gives; a null `pickup` returns to the platform's schedule.
    Uni<AccountChange> change(AccountId id, Form<AccountForm> form, long by) {
        return accounts.change(id, before -> {
            var errors = new FormErrors();
            refuseFixed(form, errors);
            var after =
                    before.with(settings(form, before.settings(), errors)).with(state(form, before.state(), errors));
            return errors.isEmpty()
                    ? new AccountChange.Changed(stamped(before, after, by))
                    : new AccountChange.Refused(errors.all());
        });
    }

    /// Suspending a suspended account changes nothing.
    Uni<AccountChange> suspend(AccountId id, long by) {
        return accounts.change(
                id, before -> new AccountChange.Changed(stamped(before, before.with(AccountState.SUSPENDED), by)));
    }

    /// Removes the settings, keys, tokens and sources of a suspended account for good.
    Uni<AccountErasure> erase(AccountId id, long by) {
        return accounts.erase(
                id,
                before -> before.state() == AccountState.SUSPENDED
                        ? new AccountErasure.Erased(stamped(
                                before, before.with(blank(before.settings())).with(AccountState.ERASED), by))
                        : new AccountErasure.StillActive());
    }

    /// Sets the given password, or a new random one when none is given.
    Uni<PasswordChange> setPassword(AccountId id, @Nullable String given) {
        var errors = new FormErrors();
        var password = given == null ? Secrets.newPassword() : given;
        Secrets.check(password, errors);
        if (!errors.isEmpty()) {
            return Uni.createFrom().item(new PasswordChange.Refused(errors.all()));
        }
        return hashing.hash(password)
                .chain(hash -> accounts.setPassword(id, hash))
                .map(set -> set ? new PasswordChange.Changed(password) : new PasswordChange.Unknown());
    }

    private Account stamped(Account before, Account after, long by) {
        return after.equals(before) ? before : after.changed(clock.instant(), by);
    }

    private static AccountSettings blank(AccountSettings settings) {
        return new AccountSettings(
                "",
                List.of(),
                List.of(),
                "UTC",
                settings.locale(),
                Optional.empty(),
                settings.workspaceLimitBytes(),
                settings.dailyUploadLimitBytes(),
                settings.retentionDays(),
                settings.batchFailureMails());
    }

    private static void refuseFixed(Form<AccountForm> form, FormErrors errors) {
        if (form.has("accuid")) {
            errors.add("accuid", "cannot be changed");
        }
        if (form.has("password")) {
            errors.add("password", "is changed by POST …/password");
        }
        if (form.has("ssh_public_keys")) {
            errors.add("ssh_public_keys", "are changed by POST and DELETE …/ssh-keys");
        }
    }

    private static AccountState state(Form<AccountForm> form, AccountState before, FormErrors errors) {
        if (!form.has("state")) {
            return before;
        }
        return switch (form.body().state()) {
            case "active" -> AccountState.ACTIVE;
            case "suspended" -> AccountState.SUSPENDED;
            case null, default -> {
                errors.add(
                        "state",
                        "is \"%s\", expected active or suspended"
                                .formatted(form.body().state()));
                yield before;
            }
        };
    }

    private static AccountSettings settings(Form<AccountForm> form, AccountSettings before, FormErrors errors) {
        var check = new SettingsCheck(errors);
        var sent = form.body();
        return new AccountSettings(
                form.has("name") ? check.name(sent.name()) : before.name(),
                form.has("contacts") ? check.contacts(sent.contacts()) : before.contacts(),
                form.has("ip_allowlist") ? check.ipAllowlist(sent.ipAllowlist()) : before.ipAllowlist(),
                form.has("time_zone") ? check.timeZone(sent.timeZone()) : before.timeZone(),
                form.has("locale") ? check.locale(sent.locale()) : before.locale(),
                form.has("pickup") ? check.pickup(sent.pickup()) : before.pickup(),
                form.has("workspace_limit_bytes")
                        ? check.limit("workspace_limit_bytes", sent.workspaceLimitBytes())
                        : before.workspaceLimitBytes(),
                form.has("daily_upload_limit_bytes")
                        ? check.limit("daily_upload_limit_bytes", sent.dailyUploadLimitBytes())
                        : before.dailyUploadLimitBytes(),
                form.has("retention_days") ? check.retentionDays(sent.retentionDays()) : before.retentionDays(),
                form.has("batch_failure_mails")
                        ? check.batchFailureMails(sent.batchFailureMails())
                        : before.batchFailureMails());
    }
}
