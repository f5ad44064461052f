package io.sluice.data.snapshot;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.source;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Shutdown;
import io.sluice.data.snapshot.BuildDueSnapshots.Result;
import io.sluice.database.TablesMigrated;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.threads.WokenThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;

/// Builds snapshots in threads of its own.
@ApplicationScoped
class SnapshotSchedule {
    private static final Log LOG = Log.of(SnapshotSchedule.class);
    private static final String SEARCH = "search";

    private final NoteChangedAccounts changedAccounts;
    private final BuildDueSnapshots dueSnapshots;
    private final SnapshotConfig config;
    private final Outages outages = new Outages(LOG);
    private final List<WokenThread> builders = new ArrayList<>();
    private final Counter built;
    private final Counter failed;

    SnapshotSchedule(
            NoteChangedAccounts changedAccounts,
            BuildDueSnapshots dueSnapshots,
            SnapshotConfig config,
            MeterRegistry registry) {
        this.changedAccounts = changedAccounts;
        this.dueSnapshots = dueSnapshots;
        this.config = config;
        this.built = registry.counter("sluice.snapshots.built");
        this.failed = registry.counter("sluice.snapshots.failed");
        for (int i = 0; i < config.builders(); i++) {
            var small = i > 0 && i == config.builders() - 1;
            builders.add(new WokenThread("snapshots-" + i, config.searchInterval(), () -> build(small)));
        }
    }

    /// Somebody asked for a snapshot.
    void requested() {
        builders.forEach(WokenThread::wake);
    }

    void start(@Observes TablesMigrated tables) {
        builders.forEach(WokenThread::start);
    }

    @Shutdown
    void stop() {
        builders.forEach(WokenThread::close);
    }

    private void build(boolean small) {
        try {
            changedAccounts.run();
            dueSnapshots.all(small, Thread.currentThread()::isInterrupted, this::note);
            outages.over(SEARCH, "snapshots are built again");
        } catch (RuntimeException unavailable) {
            outages.report(
                    SEARCH,
                    "snapshots that are due cannot be looked for, tried again every %s"
                            .formatted(config.searchInterval()),
                    cause(unavailable));
        }
    }

    private void note(Result result) {
        switch (result) {
            case Result.Ended(var due, var done) -> {
                if (done == BuildSnapshot.Done.BUILT) {
                    built.increment();
                }
                outages.over(
                        due.source().toString(),
                        "the snapshot of a source is built again",
                        account(due.source().account()),
                        source(due.source().source()));
            }
            case Result.Failed(var due, var failure, var pause) -> {
                failed.increment();
                outages.report(
                        due.source().toString(),
                        "the snapshot of a source cannot be built, tried again after a pause that grows",
                        account(due.source().account()),
                        source(due.source().source()),
                        field("pause", pause),
                        cause(failure));
            }
        }
    }
}
