package io.sluice.events.health;

import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import io.sluice.events.health.HealthProbe.Effect;
import io.sluice.events.log.FailureSentence;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.threads.SupervisedThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// Runs the probes in the background, so that health answers at once whatever hangs.
///
/// | address | down when |
/// |---|---|
/// | `/q/health/live` | the process cannot heal itself; no probe counts |
/// | `/q/health/ready` | a probe with the effect `NOT_READY` has no success |
/// | `/q/health/well`, `/q/health` | any probe has no success |
///
/// The log has one line when something stops working and one when it works again.
@ApplicationScoped
class HealthMonitor {
    private static final Log LOG = Log.of(HealthMonitor.class);

    private final Map<HealthProbe, ProbeHistory> histories = new LinkedHashMap<>();
    private final List<SupervisedThread> threads = new ArrayList<>();

    HealthMonitor(@Any Instance<HealthProbe> probes) {
        probes.forEach(probe -> histories.put(probe, new ProbeHistory(probe.every(), System::nanoTime)));
    }

    @Startup
    void start() {
        histories.forEach((probe, history) -> threads.add(
                SupervisedThread.start("health-" + probe.name().replace(' ', '-'), () -> repeat(probe, history))));
    }

    @Shutdown
    void stop() {
        threads.forEach(SupervisedThread::close);
    }

    /// A check with one line for each probe.
    HealthCheckResponse check(String name, boolean evenIfDegraded) {
        var check = HealthCheckResponse.named(name);
        var degraded = false;
        var up = true;
        for (var entry : histories.entrySet()) {
            var works = entry.getValue().isUp();
            degraded |= !works;
            up &= works || (evenIfDegraded && entry.getKey().effect() == Effect.DEGRADED);
            check.withData(entry.getKey().name(), entry.getValue().sentence());
        }
        return check.status(up).withData("degraded", degraded).build();
    }

    private static void repeat(HealthProbe probe, ProbeHistory history) throws InterruptedException {
        var reported = false;
        while (true) {
            run(probe, history);
            if (!reported && history.isDown()) {
                reported = true;
                LOG.warn(
                        "unavailable, tried again until it works",
                        LogFields.field("what", probe.name()),
                        LogFields.field("forSeconds", history.age().toSeconds()),
                        LogFields.field("cause", history.cause()));
            } else if (reported && history.isUp()) {
                reported = false;
                LOG.info("available again", LogFields.field("what", probe.name()));
            }
            Thread.sleep(probe.every());
        }
    }

    /// A probe talks to the network: whatever it throws means that it does not work.
    private static void run(HealthProbe probe, ProbeHistory history) throws InterruptedException {
        try {
            history.succeeded(probe.run());
        } catch (InterruptedException stop) {
            throw stop;
        } catch (Exception failure) {
            history.failed(FailureSentence.of(failure));
        }
    }
}
