package io.sluice.data.table;

import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/// The metadata of one table while changes are made to it in memory: several changes become one commit, whose
/// metadata is written once. Whoever holds it holds the table's lock. Not thread-safe.
final class TableDraft implements TableOperations {
    private final FileIO io;
    private TableMetadata metadata;

    TableDraft(FileIO io, TableMetadata metadata) {
        this.io = io;
        this.metadata = metadata;
    }

    @Override
    public TableMetadata current() {
        return metadata;
    }

    @Override
    public TableMetadata refresh() {
        return metadata;
    }

    /// Iceberg's own operations compare metadata by identity, too: it says nothing about equality.
    @Override
    @SuppressWarnings("ReferenceEquality")
    public void commit(TableMetadata base, TableMetadata changed) {
        if (base != metadata) {
            throw new CommitFailedException("two changes of one draft at the same time");
        }
        metadata = changed;
    }

    @Override
    public FileIO io() {
        return io;
    }

    @Override
    public String metadataFileLocation(String fileName) {
        return "%s/metadata/%s".formatted(metadata.location(), fileName);
    }

    /// The validator names data files.
    @Override
    public LocationProvider locationProvider() {
        throw new UnsupportedOperationException("nobody writes data files through the table");
    }
}
