package io.sluice.events.account;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Keeps the service out of traffic until it knows the accounts.
@Readiness
final class AccountViewReady implements HealthCheck {
    private final AccountView view;

    AccountViewReady(AccountView view) {
        this.view = view;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("account facts")
                .status(view.isComplete())
                .withData("accounts", view.all().size())
                .build();
    }
}
