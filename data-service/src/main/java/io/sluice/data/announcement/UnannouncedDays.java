package io.sluice.data.announcement;

import io.sluice.contracts.event.DataSetReplaced;
import io.sluice.contracts.file.JobId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// The changes of days that are not announced yet.
interface UnannouncedDays {
    /// Announces some of them, oldest first, and remembers that. One instance at a time does it; the others
    /// announce none.
    ///
    /// @param publisher returns those whose events are durable; the others are announced again
    /// @return how many were announced
    int publish(int limit, Function<List<DataSetReplaced>, Set<JobId>> publisher);
}
