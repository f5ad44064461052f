package io.sluice.data.care;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.source;

import io.sluice.data.care.DataSets.Table;
import io.sluice.events.log.Log;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;

/// Removes what tables do not need, one table after the other. Two instances that do so at the same time
/// disturb nobody: each change of a table has its lock, and an object is removed twice without harm.
public final class EachTable {
    private static final Log LOG = Log.of(EachTable.class);

    private EachTable() {}

    /// A table that fails holds up no other. An interruption ends it.
    ///
    /// @param removal the number of objects it removed
    /// @param removed gets that number
    public static void remove(List<Table> tables, ToIntFunction<Table> removal, IntConsumer removed) {
        for (var table : tables) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            try {
                removed.accept(removal.applyAsInt(table));
            } catch (RuntimeException failed) {
                LOG.warn(
                        "what a table does not need could not be removed, the next run goes on",
                        account(table.account()),
                        source(table.source()),
                        cause(failed));
            }
        }
    }
}
