package io.sluice.data.copy;

import io.sluice.contracts.data.DataFile;

/// Objects at plain paths. All methods block on the network and throw
/// [io.sluice.objects.ObjectStoreUnavailableException] when the store does not serve them.
public interface PlainObjects {
    /// Replaces an object at once by a copy of a data file; whether there is one to copy.
    boolean copy(DataFile from, String to);

    /// Removes an object; one that is not there is removed already.
    void remove(String key);
}
