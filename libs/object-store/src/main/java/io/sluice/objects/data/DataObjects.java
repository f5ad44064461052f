package io.sluice.objects.data;

import java.io.OutputStream;

/// Where data files lie. All methods block on the network and throw
/// [io.sluice.objects.ObjectStoreUnavailableException] when the store does not serve them.
public interface DataObjects {
    /// Begins to write an object, which takes the memory of a part of it.
    DataObject begin(String key);

    /// Removes an object; one that is not there is removed already.
    void remove(String key);

    /// An object that is being written. It exists only once it is finished.
    interface DataObject extends AutoCloseable {
        /// Takes the bytes.
        OutputStream content();

        /// Makes the object of the bytes.
        void finish();

        /// Removes what was sent of an object that was not finished.
        @Override
        void close();
    }
}
