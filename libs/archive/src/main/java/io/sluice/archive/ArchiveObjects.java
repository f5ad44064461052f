package io.sluice.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The object store as the archive needs it; its keys are those of [ArchiveKey].
///
/// All methods block. They throw [io.sluice.objects.ObjectStoreUnavailableException] when a request fails.
public interface ArchiveObjects {

    /// The attributes of an object.
    ///
    /// @param size bytes as stored
    /// @param modifiedAt the moment of writing, by the store's clock
    /// @param metadata as given when it was written; empty in listings
    record StoredObject(String key, long size, Instant modifiedAt, Map<String, String> metadata) {
        public StoredObject {
            metadata = Map.copyOf(metadata);
        }
    }

    Optional<StoredObject> find(String key);

    /// Objects whose keys begin with the prefix, in the order of keys.
    ///
    /// @param after only keys after this one; empty for all
    /// @param limit at most 1,000
    List<StoredObject> list(String prefix, String after, int limit);

    /// Writes an object atomically and replaces a previous one: it exists once all its bytes are written. The
    /// memory needed does not grow with its size.
    ///
    /// @param writer throws to abort; its exception is passed on, an [IOException] unchecked
    void write(String key, Map<String, String> metadata, ObjectWriter writer);

    /// Streams the bytes of an object.
    ///
    /// @throws ObjectMissingException when there is no such object
    <T> T read(String key, ObjectReader<T> reader);

    /// Removes an object; a missing one is not an error.
    void remove(String key);

    /// The time by the store's clock.
    Instant now();

    /// Aborts unfinished writes of killed processes, by the store's clock.
    ///
    /// @return how many were aborted
    int abortWritesOlderThan(Duration age);

    /// Writes the bytes of an object.
    @FunctionalInterface
    interface ObjectWriter {
        /// Writes the whole object.
        ///
        /// @param content need not be closed
        void write(OutputStream content) throws IOException;
    }

    /// Reads the bytes of an object.
    @FunctionalInterface
    interface ObjectReader<T> {
        /// Reads as much as it needs.
        ///
        /// @param content need not be closed
        T read(InputStream content) throws IOException;
    }
}
