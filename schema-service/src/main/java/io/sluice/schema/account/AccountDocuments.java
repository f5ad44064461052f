package io.sluice.schema.account;

import io.sluice.contracts.account.AccountId;
import org.jspecify.annotations.Nullable;

/// Writes accounts as answers show them.
class AccountDocuments {
    private static final String WORK_DIRECTORY = "/sources";

    private final String host;
    private final int port;

    AccountDocuments(String host, int port) {
        this.host = host;
        this.port = port;
    }

    SftpLogin login(AccountId account, @Nullable String password) {
        return new SftpLogin(host, port, account.value(), password);
    }

    NewAccountDocument fresh(AccountCreation.Created created) {
        var account = created.account();
        var id = account.accountId().value();
        return new NewAccountDocument(
                id,
                login(account.accountId(), created.password()),
                WORK_DIRECTORY,
                created.apiToken(),
                created.clientKey(),
                account.settings().ipAllowlist());
    }

    AccountDocument of(Account account) {
        var id = account.accountId().value();
        var settings = account.settings();
        return new AccountDocument(
                id,
                settings.name(),
                account.state(),
                settings.contacts(),
                settings.ipAllowlist(),
                settings.timeZone(),
                settings.locale(),
                settings.pickup(),
                settings.workspaceLimitBytes(),
                settings.dailyUploadLimitBytes(),
                settings.retentionDays(),
                settings.batchFailureMails(),
                login(account.accountId(), null),
                WORK_DIRECTORY,
                account.updatedAt().getEpochSecond(),
                account.updatedBy(),
                account.createdAt().getEpochSecond(),
                account.createdBy());
    }
}
