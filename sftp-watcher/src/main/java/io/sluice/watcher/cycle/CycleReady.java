package io.sluice.watcher.cycle;

import io.sluice.contracts.account.AccountId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while scan cycles are completed, so while the volume answers. It is no liveness check: restarting a
/// watcher that waits for its SFTP server does not help.
///
/// `degraded` names what the volume refuses while cycles are completed. Job-service asks for the other values
/// before it says that nothing was received:
///
/// | value | meaning |
/// |---|---|
/// | `unseen_ms` | since when later uploads may not be found yet: since the latest completed cycle began |
/// | `unpublished_ms` | for how long the broker has not held what was found |
/// | `unseen_accounts` | accounts in which the volume denies what would show their uploads |
@Readiness
@Singleton
final class CycleReady implements HealthCheck {
    /// A cycle over ten thousand accounts takes seconds; one that takes longer hangs. Between two cycles, a
    /// look at the ledger shows each time that the volume answers.
    private static final Duration OLDEST = Duration.ofSeconds(60);

    private final CycleSchedule cycles;

    CycleReady(CycleSchedule cycles) {
        this.cycles = cycles;
    }

    @Override
    public HealthCheckResponse call() {
        var age = cycles.age();
        var unseen = cycles.unseen();
        var check = HealthCheckResponse.named("scan cycles over the SFTP volume")
                .withData("seconds_since_last_cycle", age.toSeconds())
                .withData("unseen_ms", unseen.toMillis())
                .withData("unpublished_ms", cycles.unpublished().toMillis())
                .withData(
                        "unseen_accounts",
                        cycles.last().result().unseen().stream()
                                .map(AccountId::value)
                                .sorted()
                                .collect(Collectors.joining(",")));
        if (!cycles.hasLookedEverywhere()) {
            return check.down()
                    .withData("reason", "no scan cycle over all accounts was completed yet")
                    .build();
        }
        return switch (cycles.last()) {
            case LatestCycle.NoneYet() ->
                check.down()
                        .withData("reason", "no scan cycle was completed yet")
                        .build();
            case LatestCycle.Failed(var _, var reason) ->
                check.down().withData("reason", reason).build();
            case LatestCycle.Done(var result) -> {
                check.withData("waiting", result.files().waiting())
                        .withData("ignored", result.files().ignored())
                        .withData("open_claims", result.claims().open());
                result.claims().hindrance().ifPresent(reason -> check.withData("degraded", reason));
                yield unseen.compareTo(OLDEST) < 0
                        ? check.up().build()
                        : check.down()
                                .withData("reason", "no scan cycle ended for %d s".formatted(age.toSeconds()))
                                .build();
            }
        };
    }
}
