package io.sluice.data.table;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.file.DataDate;
import java.util.Optional;

/// What a day holds from now on.
///
/// @param file empty: the day is empty
public record DayChange(DataDate date, Optional<DataFile> file) {}
