package io.sluice.schema.account;

import io.sluice.schema.sshkey.SshKeyConfig;
import io.sluice.schema.token.IssueToken;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Hands the use cases their collaborators.
@ApplicationScoped
class AccountBeans {
    /// A hash takes milliseconds of CPU, so a worker thread computes it.
    @Produces
    @Singleton
    PasswordHashing passwordHashing(Vertx vertx) {
        return password -> vertx.executeBlocking(() -> Secrets.crypt(password), false);
    }

    @Produces
    @Singleton
    AccountDocuments accountDocuments(SftpEndpointConfig endpoint) {
        return new AccountDocuments(endpoint.host(), endpoint.port());
    }

    @Produces
    @Singleton
    CreateAccount createAccount(
            Accounts accounts,
            PasswordHashing hashing,
            IssueToken issueToken,
            AccountConfig config,
            SshKeyConfig keys,
            Clock clock) {
        var defaults = new AccountDefaults(
                "UTC",
                "en",
                config.workspaceLimit().asLongValue(),
                config.dailyUploadLimit().asLongValue(),
                keys.maxPerAccount());
        return new CreateAccount(accounts, hashing, issueToken, defaults, clock);
    }

    @Produces
    @Singleton
    ChangeAccount changeAccount(Accounts accounts, PasswordHashing hashing, Clock clock) {
        return new ChangeAccount(accounts, hashing, clock);
    }
}
