package io.sluice.job.folder;

import io.sluice.contracts.event.DirectoryObserved;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A row of the table `seen_file`, for reading only; [FolderEventStore] writes it.
@Entity
@Immutable
@Table(name = "seen_file")
@SuppressWarnings("NullAway.Init")
class SeenFileEntity {
    @Id
    long id;

    @Column(name = "accuid")
    String account;

    String path;

    @Column(name = "file_name")
    String fileName;

    @Column(name = "folder_type")
    @Nullable
    String folderType;

    @Column(name = "named_type")
    @Nullable
    String namedType;

    String state;

    String reason;

    long size;

    @Column(name = "observed_at")
    Instant observedAt;

    @Column(name = "seen_at")
    Instant seenAt;

    @Column(name = "data_date")
    @Nullable
    LocalDate dataDate;

    @Column(name = "next_pickup")
    @Nullable
    Instant nextPickup;

    SeenFile toFile() {
        return new SeenFile(
                path,
                DirectoryObserved.State.valueOf(state.toUpperCase(Locale.ROOT)),
                reason,
                size,
                observedAt,
                seenAt,
                Optional.ofNullable(nextPickup));
    }
}
