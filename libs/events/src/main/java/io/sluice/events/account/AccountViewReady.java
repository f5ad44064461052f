package io.sluice.events.account;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Keeps the service out of traffic while it does not know the accounts, or cannot hear of revocations.
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
                .status(config.ownsAccounts() || current)
                .withData("current", current)
                .withData("accounts", view.all().size());
        return (current ? check : check.withData("cause", reader.cause())).build();
    }
}
