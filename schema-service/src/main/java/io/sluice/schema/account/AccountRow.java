package io.sluice.schema.account;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "accounts")
@NullUnmarked
class AccountRow {
    @Id
    @Column(name = "accuid")
    String accountId;

    String state;
    String name;
    String[] contacts;

    @Column(name = "ip_allowlist")
    String[] ipAllowlist;

    @Column(name = "time_zone")
    String timeZone;

    String locale;
    String pickup;

    @Column(name = "workspace_limit_bytes")
    long workspaceLimitBytes;

    @Column(name = "daily_upload_limit_bytes")
    long dailyUploadLimitBytes;

    @Column(name = "retention_days")
    Integer retentionDays;

    @Column(name = "batch_failure_mails")
    boolean batchFailureMails;

    @Column(name = "password_hash")
    String passwordHash;

    @Column(name = "client_key_hash")
    String clientKeyHash;

    /// Only queries write it and what was announced: an entity that is stored late must not turn them back.
    @Column(insertable = false, updatable = false)
    long version;

    @Column(name = "announced_version", insertable = false, updatable = false)
    long announcedVersion;

    @Column(name = "announced_form_version", insertable = false, updatable = false)
    long announcedFormVersion;

    @Column(name = "announced_form", insertable = false, updatable = false)
    int announcedForm;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    long createdBy;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "updated_by")
    long updatedBy;

    AccountState state() {
        return AccountState.valueOf(state.toUpperCase(Locale.ROOT));
    }

    Account account() {
        return new Account(
                new AccountId(accountId),
                state(),
                new AccountSettings(
                        name,
                        List.of(contacts),
                        List.of(ipAllowlist),
                        timeZone,
                        locale,
                        Optional.ofNullable(pickup),
                        workspaceLimitBytes,
                        dailyUploadLimitBytes,
                        Optional.ofNullable(retentionDays),
                        batchFailureMails),
                createdAt,
                createdBy,
                updatedAt,
                updatedBy);
    }

    void take(Account account) {
        var settings = account.settings();
        accountId = account.accountId().value();
        state = account.state().name().toLowerCase(Locale.ROOT);
        name = settings.name();
        contacts = settings.contacts().toArray(String[]::new);
        ipAllowlist = settings.ipAllowlist().toArray(String[]::new);
        timeZone = settings.timeZone();
        locale = settings.locale();
        pickup = settings.pickup().orElse(null);
        workspaceLimitBytes = settings.workspaceLimitBytes();
        dailyUploadLimitBytes = settings.dailyUploadLimitBytes();
        retentionDays = settings.retentionDays().orElse(null);
        batchFailureMails = settings.batchFailureMails();
        createdAt = account.createdAt();
        createdBy = account.createdBy();
        updatedAt = account.updatedAt();
        updatedBy = account.updatedBy();
    }
}
