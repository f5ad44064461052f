package io.sluice.events.account;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Keeps the service out of traffic while it does not know the accounts, or cannot hear of revocations.
@Readiness
final class AccountViewReady implements HealthCheck {
    private final AccountView view;
    private final AccountViewConfig config;

    AccountViewReady(AccountView view, AccountViewConfig config) {
        this.view = view;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("account facts")
                .status(config.ownsAccounts() || view.isCurrent())
                .withData("current", view.isCurrent())
                .withData("accounts", view.all().size())
                .build();
    }
}
