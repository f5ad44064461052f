package io.sluice.watcher.round;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while rounds are done: the volume answers. It says nothing of life, so nobody restarts a watcher
/// that waits for its SFTP server.
@Readiness
final class RoundsReady implements HealthCheck {
    private final RoundSchedule rounds;

    RoundsReady(RoundSchedule rounds) {
        this.rounds = rounds;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("rounds over the SFTP volume");
        return switch (rounds.last()) {
            case RoundOutcome.NoneYet() ->
                answer.down().withData("reason", "no round was done yet").build();
            case RoundOutcome.Failed(var _, var reason) ->
                answer.down().withData("reason", reason).build();
            case RoundOutcome.Done(var round) ->
                answer.up()
                        .withData("waiting", round.waiting())
                        .withData("ignored", round.ignored())
                        .build();
        };
    }
}
