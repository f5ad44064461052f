package io.sluice.data.care;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// The objects of the service. All methods block on the network and throw
/// [io.sluice.objects.ObjectStoreUnavailableException] when the store does not serve them.
public interface LakeObjects {
    /// One object.
    ///
    /// @param modifiedAt by the store's clock
    record StoredObject(String key, long size, Instant modifiedAt) {}

    /// The time by the store's clock.
    Instant now();

    /// What the next part of the keys below a prefix may be, each with its `/`: `lake/` has `lake/acme/`.
    List<String> folders(String prefix);

    /// Calls `reader` with all objects below a prefix, page by page.
    void list(String prefix, Consumer<List<StoredObject>> reader);

    /// Removes what was sent of objects below a prefix that were begun so long ago that nobody finishes them.
    ///
    /// @return how many objects there were
    int removeUnfinished(Duration age, String prefix);

    /// Removes an object; one that is not there is removed already.
    void remove(String key);
}
