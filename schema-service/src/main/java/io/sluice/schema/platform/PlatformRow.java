package io.sluice.schema.platform;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/// The only row of its table.
@Entity
@Table(name = "platform")
@NullUnmarked
class PlatformRow {
    static final int ID = 1;

    @Id
    int id;

    /// Grows with every revocation.
    long version;

    @Column(name = "announced_version")
    long announcedVersion;
}
