package io.sluice.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The object store as the archive needs it; keys as of [ArchiveKey].
///
/// All methods block and throw [io.sluice.objects.ObjectStoreUnavailableException] when the store does not do
/// what it is asked.
public interface ArchiveObjects {

    /// What the store says of an object.
    ///
    /// @param size bytes as stored
    /// @param modifiedAt when it was written, by the store's clock
    /// @param metadata as given when it was written; empty in listings
    record StoredObject(String key, long size, Instant modifiedAt, Map<String, String> metadata) {
        public StoredObject {
            metadata = Map.copyOf(metadata);
        }
    }

    Optional<StoredObject> find(String key);

    /// Objects whose keys begin with the prefix, in the order of keys.
    ///
    /// @param after only keys behind this one; empty for all
    /// @param limit at most 1,000
    List<StoredObject> list(String prefix, String after, int limit);

    /// Writes an object in one step, replacing a former one: it is there once all was written, else nothing
    /// is. Memory does not grow with its size.
    ///
    /// @param writing throws to give it up; what it throws is passed on, an [IOException] unchecked
    void write(String key, Map<String, String> metadata, Writing writing);

    /// Streams an object's bytes.
    ///
    /// @throws ObjectMissingException when there is none
    <T> T read(String key, Reading<T> reading);

    /// Removes an object; one that is not there is no error.
    void remove(String key);

    /// What the store's clock says.
    Instant now();

    /// Clears away what writers left that were killed.
    ///
    /// @return how many there were
    int abortWritesBegunBefore(Instant moment);

    /// Gives an object's bytes.
    @FunctionalInterface
    interface Writing {
        /// Writes all of it.
        ///
        /// @param content need not be closed
        void write(OutputStream content) throws IOException;
    }

    /// Takes an object's bytes.
    @FunctionalInterface
    interface Reading<T> {
        /// Reads what it needs.
        ///
        /// @param content need not be closed
        T read(InputStream content) throws IOException;
    }
}
