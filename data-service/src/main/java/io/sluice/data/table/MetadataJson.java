package io.sluice.data.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;

/// Changes of a table's metadata for which Iceberg has no method: its JSON is changed, and read again.
final class MetadataJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UPDATED = "last-updated-ms";
    private static final String TIME = "timestamp-ms";

    private MetadataJson() {}

    /// The same metadata with another name of its partition field.
    static TableMetadata withPartitionName(TableMetadata metadata, String name) {
        return changed(
                metadata,
                json -> json.path("partition-specs")
                        .forEach(spec -> spec.path("fields").forEach(field -> ((ObjectNode) field).put("name", name))));
    }

    /// The same metadata without a time that is still to come: such times become now.
    ///
    /// Iceberg takes no change that is more than a minute older than the one before it. So a clock that was
    /// ahead for a moment would stop the table until that time has come.
    ///
    /// @param now milliseconds since 1970
    static TableMetadata withTimesUntil(TableMetadata metadata, long now) {
        if (metadata.lastUpdatedMillis() <= now) {
            return metadata;
        }
        return changed(metadata, json -> {
            limit(json, UPDATED, now);
            for (var times : new String[] {"snapshots", "snapshot-log", "metadata-log"}) {
                json.path(times).forEach(entry -> limit(entry, TIME, now));
            }
        });
    }

    private static void limit(JsonNode entry, String time, long latest) {
        if (entry.path(time).asLong() > latest) {
            ((ObjectNode) entry).put(time, latest);
        }
    }

    private static TableMetadata changed(TableMetadata metadata, Consumer<JsonNode> change) {
        try {
            var json = JSON.readTree(TableMetadataParser.toJson(metadata));
            change.accept(json);
            return TableMetadataParser.fromJson(metadata.metadataFileLocation(), json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the metadata of a table is JSON", impossible);
        }
    }
}
