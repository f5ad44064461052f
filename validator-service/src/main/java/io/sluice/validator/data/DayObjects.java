package io.sluice.validator.data;

import java.io.OutputStream;

/// Where data files lie.
///
/// All methods throw [io.sluice.objects.ObjectStoreUnavailableException] if the object store is unavailable.
public interface DayObjects {
    /// Begins to write an object, which takes the memory of a part of it.
    DayObject begin(String key);

    /// Removes an object; a missing one is not an error.
    void remove(String key);

    /// An object that is being written. It exists only once it is finished.
    interface DayObject extends AutoCloseable {
        /// Takes the bytes. Its methods throw as those of the objects do.
        OutputStream content();

        /// Makes the object of the bytes.
        void finish();

        /// Removes what was sent of an object that was not finished.
        @Override
        void close();
    }
}
