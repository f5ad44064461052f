package io.sluice.events.account;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Keeps the service out of traffic while it does not know the accounts, or cannot hear of revocations.
///
/// | the view is | ready | ready, where the accounts are stored |
/// |---|---|---|
/// | current | yes | yes |
/// | being read for the first time | no | no: the replica that this one replaces knows them |
/// | not read, without Kafka, for at most `sluice.account-view.max-age` since the start | no | no |
/// | not read for longer, or too old, without Kafka | no | yes: administrators and SFTP servers need none |
@Readiness
final class AccountViewReady implements HealthCheck {
    private final AccountView view;
    private final AccountTopicReader reader;
    private final AccountViewConfig config;

    AccountViewReady(AccountView view, AccountTopicReader reader, AccountViewConfig config) {
        this.view = view;
        this.reader = reader;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        var current = view.isCurrent();
        var check = HealthCheckResponse.named("account facts")
                .status(current || (config.ownsAccounts() && (view.isComplete() || !reader.isReading(config.maxAge()))))
                .withData("current", current)
                .withData("accounts", view.all().size());
        return (current ? check : check.withData("cause", reader.cause())).build();
    }
}
