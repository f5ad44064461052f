package io.sluice.schema.source;

import io.sluice.contracts.account.BatchSchema;
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

    /// As the API spells it.
    String kind;

    /// Null for sources of kind `days`.
    @Column(name = "batch_schema")
    String batchSchema;

    boolean retired;
    int version;

    /// What the next field of the source gets that has no id yet.
    @Column(name = "next_field_id")
    int nextFieldId = 1;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    long createdBy;

    Intake intake() {
        return batchSchema == null ? new Intake.Days() : new Intake.Entities(new BatchSchema(batchSchema));
    }
}
