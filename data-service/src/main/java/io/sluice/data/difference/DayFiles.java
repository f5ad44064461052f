package io.sluice.data.difference;

import io.sluice.contracts.data.DataFile;
import io.sluice.parquet.StoredFile;

/// Opens the files of days.
public interface DayFiles {
    /// The file, which is read part by part. Reading blocks on the network. It throws
    /// [io.sluice.objects.ObjectStoreUnavailableException] when the store does not serve it, and
    /// [java.io.FileNotFoundException] when the store has it no more.
    StoredFile open(DataFile file);
}
