package io.sluice.schema.source;

import io.sluice.contracts.account.SourceType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "source_versions")
@IdClass(SourceVersionRow.Key.class)
@NullUnmarked
class SourceVersionRow {
    @Id
    @Column(name = "source_id")
    Long sourceId;

    @Id
    Integer version;

    @Column(name = "source_name")
    String sourceName;

    String description;
    String declaration;

    /// JSON; null in a version that an instance stored that gives no ids, see [FieldIdStore].
    @Column(name = "field_ids")
    String fieldIds;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "updated_by")
    long updatedBy;

    /// When a service last read the version, at most a day too early; null if none did.
    @Column(name = "read_at")
    Instant readAt;

    static SourceVersionRow of(Long sourceId, Source source) {
        var row = new SourceVersionRow();
        row.sourceId = sourceId;
        row.version = source.version();
        row.sourceName = source.definition().sourceName();
        row.description = source.definition().description();
        row.declaration = StoredDeclaration.write(source.definition());
        row.fieldIds = source.fieldIds().text();
        row.updatedAt = source.updatedAt();
        row.updatedBy = source.updatedBy();
        return row;
    }

    Source source(SourceRow row) {
        return new Source(
                new SourceType(row.sourceType),
                row.intake(),
                row.retired,
                StoredDeclaration.read(declaration).definition(sourceName, description),
                fieldIds == null ? FieldIds.NONE : FieldIds.read(fieldIds, row.nextFieldId),
                version,
                updatedAt,
                updatedBy,
                row.createdAt,
                row.createdBy);
    }

    static class Key implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        Long sourceId;
        Integer version;

        Key() {}

        Key(Long sourceId, Integer version) {
            this.sourceId = sourceId;
            this.version = version;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.sourceId.equals(sourceId) && key.version.equals(version);
        }

        @Override
        public int hashCode() {
            return Objects.hash(sourceId, version);
        }
    }
}
