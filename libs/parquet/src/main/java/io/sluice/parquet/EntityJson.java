package io.sluice.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/// Reads the JSON of stored entities. What is stored was checked when it came in, so nothing of it is
/// refused here; and the database may write it longer than it came: `1e399` as 400 digits. The names that
/// were read stay in memory as long as this object, so each reading of a source has its own. Thread-safe.
final class EntityJson {
    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    /// Begins to read one entity. Places in it are bytes from its beginning.
    ///
    /// @param bytes UTF-8
    JsonParser read(byte[] bytes, int from, int length) throws IOException {
        return factory.createParser(bytes, from, length);
    }
}
