package io.sluice.validator.data;

import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.data.DaySwapped;

/// Makes the rows of a job the data of its day.
@FunctionalInterface
public interface DaySwaps {
    /// Returns after the commit. The same swap again changes nothing.
    ///
    /// @throws DataServiceUnavailableException if data-service gives no usable response
    DaySwapped swap(DaySwap swap);
}
