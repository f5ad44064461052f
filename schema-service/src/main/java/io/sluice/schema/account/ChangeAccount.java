package io.sluice.schema.account;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.schema.form.Findings;
import io.sluice.schema.form.Form;
import io.sluice.schema.form.PathIds;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes, suspends, revives and erases accounts.
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
    ///
    /// Fails with 422 when the form is wrong, with 404 when there is no such account.
    Uni<Account> change(AccountId id, Form<AccountForm> form, long by) {
        var findings = new Findings();
        refuseFixed(form, findings);
        return accounts.change(id, present -> {
                    var after = present.with(settings(form, present.settings(), findings))
                            .with(state(form, present.state(), findings));
                    findings.refuse("The change");
                    return stamped(present, after, by);
                })
                .map(changed -> changed.orElseThrow(() -> PathIds.noAccount(id)));
    }

    /// Suspending a suspended account changes nothing.
    Uni<Account> suspend(AccountId id, long by) {
        return accounts.change(id, present -> stamped(present, present.with(AccountState.SUSPENDED), by))
                .map(changed -> changed.orElseThrow(() -> PathIds.noAccount(id)));
    }

    /// Removes the account's settings, keys, tokens and sources for good; fails with 409 unless it is
    /// suspended.
    Uni<Void> erase(AccountId id, long by) {
        return accounts.erase(id, present -> {
                    if (present.state() != AccountState.SUSPENDED) {
                        throw Problems.conflict(
                                "Account %s is active; suspend it first by DELETE /v1/accounts/%s, then erase it."
                                        .formatted(id, id));
                    }
                    return stamped(
                            present, present.with(blank(present.settings())).with(AccountState.ERASED), by);
                })
                .map(erased -> erased.orElseThrow(() -> PathIds.noAccount(id)))
                .replaceWithVoid();
    }

    /// The new password, made when none is given.
    Uni<String> setPassword(AccountId id, @Nullable String given) {
        var findings = new Findings();
        var password = given == null ? Secrets.newPassword() : given;
        Secrets.check(password, findings);
        findings.refuse("The password");
        return hashing.hash(password)
                .chain(hash -> accounts.setPassword(id, hash))
                .map(set -> {
                    if (!set) {
                        throw PathIds.noAccount(id);
                    }
                    return password;
                });
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
                settings.dailyUploadLimitBytes());
    }

    private static void refuseFixed(Form<AccountForm> form, Findings findings) {
        if (form.given().contains("accuid")) {
            findings.add("accuid", "cannot be changed");
        }
        if (form.given().contains("password")) {
            findings.add("password", "is changed by POST …/password");
        }
        if (form.given().contains("ssh_public_keys")) {
            findings.add("ssh_public_keys", "are changed by POST and DELETE …/ssh-keys");
        }
    }

    private static AccountState state(Form<AccountForm> form, AccountState present, Findings findings) {
        if (!form.given().contains("state")) {
            return present;
        }
        return switch (form.body().state()) {
            case "active" -> AccountState.ACTIVE;
            case "suspended" -> AccountState.SUSPENDED;
            case null, default -> {
                findings.add(
                        "state",
                        "is \"%s\", expected active or suspended"
                                .formatted(form.body().state()));
                yield present;
            }
        };
    }

    private static AccountSettings settings(Form<AccountForm> form, AccountSettings present, Findings findings) {
        var check = new SettingsCheck(findings);
        var sent = form.body();
        return new AccountSettings(
                form.given().contains("name") ? check.name(sent.name()) : present.name(),
                form.given().contains("contacts") ? check.contacts(sent.contacts()) : present.contacts(),
                form.given().contains("ip_allowlist") ? check.ipAllowlist(sent.ipAllowlist()) : present.ipAllowlist(),
                form.given().contains("time_zone") ? check.timeZone(sent.timeZone()) : present.timeZone(),
                form.given().contains("locale") ? check.locale(sent.locale()) : present.locale(),
                form.given().contains("pickup") ? check.pickup(sent.pickup()) : present.pickup(),
                form.given().contains("workspace_limit_bytes")
                        ? check.limit("workspace_limit_bytes", sent.workspaceLimitBytes())
                        : present.workspaceLimitBytes(),
                form.given().contains("daily_upload_limit_bytes")
                        ? check.limit("daily_upload_limit_bytes", sent.dailyUploadLimitBytes())
                        : present.dailyUploadLimitBytes());
    }
}
