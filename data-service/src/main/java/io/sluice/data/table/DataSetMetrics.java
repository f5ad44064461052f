package io.sluice.data.table;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/// Counts what happens to the tables of days and of entities. All counters exist from the start,
/// because a counter that appears with its first event shows no increase. No metric names a tenant.
///
/// | metric | counts |
/// |---|---|
/// | `sluice.data.sets.commits` | commits of tables |
/// | `sluice.data.sets.conflicts` | commits that failed because the table was changed without its lock |
/// | `sluice.data.sets.bytes` | bytes of the files that became data |
/// | `sluice.data.sets.metadata.bytes` | bytes of the metadata that was written for commits |
/// | `sluice.data.sets.files.removed` | files of days that were replaced a day ago |
/// | `sluice.data.sets.orphans.removed` | objects that nothing named |
@Singleton
public class DataSetMetrics {
    private final Counter commits;
    private final Counter conflicts;
    private final Counter bytes;
    private final Counter metadataBytes;
    private final Counter filesRemoved;
    private final Counter orphansRemoved;

    public DataSetMetrics(MeterRegistry registry) {
        commits = registry.counter("sluice.data.sets.commits");
        conflicts = registry.counter("sluice.data.sets.conflicts");
        bytes = registry.counter("sluice.data.sets.bytes");
        metadataBytes = registry.counter("sluice.data.sets.metadata.bytes");
        filesRemoved = registry.counter("sluice.data.sets.files.removed");
        orphansRemoved = registry.counter("sluice.data.sets.orphans.removed");
    }

    /// What one transaction does to a table; counted once it is committed. Used by one thread.
    public final class Commit {
        private boolean isMoved;
        private long added;

        private Commit() {}

        /// Notes whether the catalogue took the new metadata, or somebody else had changed the table.
        public void moved(boolean isMine) {
            if (isMine) {
                isMoved = true;
            } else {
                conflicts.increment();
            }
        }

        /// A file of so many bytes becomes data.
        public void added(long size) {
            added += size;
        }

        public void isDone() {
            if (isMoved) {
                commits.increment();
                bytes.increment((double) added);
            }
        }
    }

    public Commit begin() {
        return new Commit();
    }

    public void metadataWritten(int size) {
        metadataBytes.increment(size);
    }

    public void filesRemoved(int count) {
        filesRemoved.increment(count);
    }

    public void orphansRemoved(int count) {
        orphansRemoved.increment(count);
    }
}
