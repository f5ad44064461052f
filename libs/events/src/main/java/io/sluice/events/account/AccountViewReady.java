package io.sluice.events.account;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Keeps the service out of traffic until it knows the accounts.
@Readiness
final class AccountViewReady implements HealthCheck {
    private final AccountTopicReader reader;
    private final AccountView view;

    AccountViewReady(AccountTopicReader reader, AccountView view) {
        this.reader = reader;
        this.view = view;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("account facts")
                .status(reader.caughtUp())
                .withData("accounts", view.all().size())
                .build();
    }
}
