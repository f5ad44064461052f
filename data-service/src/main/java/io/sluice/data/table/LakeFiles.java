package io.sluice.data.table;

import java.util.OptionalLong;

/// Small files of tables in the object store, by their location `s3://<bucket>/<key>`. No location is written
/// twice with different bytes. Thread-safe.
///
/// All methods block on the network and throw [io.sluice.objects.ObjectStoreUnavailableException] when the
/// store does not serve them.
public interface LakeFiles {
    /// The location of a key.
    String location(String key);

    /// The key of a location.
    String key(String location);

    /// All bytes of a file.
    ///
    /// @throws org.apache.iceberg.exceptions.NotFoundException when there is none
    byte[] read(String location);

    void write(String location, byte[] content);

    /// The size of an object in bytes; empty when there is none.
    OptionalLong size(String key);
}
