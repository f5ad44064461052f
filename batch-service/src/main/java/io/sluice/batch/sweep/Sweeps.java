package io.sluice.batch.sweep;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Shutdown;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// The sweeps of this process. The metric `sluice.batch.sweep.age` says for each of them, by the label
/// `sweep`, how many seconds ago a run succeeded.
@ApplicationScoped
public class Sweeps {
    private final MeterRegistry metrics;
    private final List<Sweep> started = new CopyOnWriteArrayList<>();

    Sweeps(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /// Starts a sweep in a thread of its own. It ends with the process.
    ///
    /// @param name of the thread, for the log and the metric, e.g. `stored-uploads`
    /// @param pause between two runs
    /// @param run the number of things it changed
    public void start(String name, Duration pause, Supplier<Uni<Integer>> run) {
        var sweep = new Sweep(name, pause, run);
        Gauge.builder("sluice.batch.sweep.age", sweep, Sweep::age)
                .description("Seconds since the last successful run")
                .tag("sweep", name)
                .register(metrics);
        started.add(sweep);
        sweep.start();
    }

    /// Those that have not succeeded for a long time, by name.
    List<String> late() {
        return started.stream().filter(Sweep::isLate).map(Sweep::name).toList();
    }

    @Shutdown
    void stop() {
        started.forEach(Sweep::close);
    }
}
