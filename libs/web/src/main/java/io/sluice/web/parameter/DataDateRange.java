package io.sluice.web.parameter;

import io.sluice.contracts.file.DataDate;
import io.sluice.web.problem.Problems;
import java.util.Optional;

/// The data dates that a listing covers.
///
/// @param from first data date, inclusive; empty for all before `to`
/// @param to last data date, inclusive; empty for all since `from`
public record DataDateRange(Optional<DataDate> from, Optional<DataDate> to) {
    public DataDateRange {
        if (from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) > 0) {
            throw Problems.badRequest(
                    "from is %s and to is %s, expected from to be no later than to.".formatted(from.get(), to.get()));
        }
    }
}
