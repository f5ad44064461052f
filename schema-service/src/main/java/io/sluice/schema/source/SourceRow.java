package io.sluice.schema.source;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "sources")
@NullUnmarked
class SourceRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "source_id")
    Long sourceId;

    @Column(name = "accuid")
    String accountId;

    @Column(name = "source_type")
    String sourceType;

    boolean retired;
    int version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    long createdBy;
}
