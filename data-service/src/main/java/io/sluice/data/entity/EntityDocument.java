package io.sluice.data.entity;

import com.fasterxml.jackson.annotation.JsonRawValue;

/// One entity, as the API answers it.
///
/// @param key the parts of its key, joined by `:`
/// @param value the text of a JSON object, of any keys for the description of the API
/// @param batch the batch that changed it last, and the line of that batch
/// @param updatedAt epoch seconds
record EntityDocument(String key, @JsonRawValue Object value, String batch, long line, long updatedAt) {

    static EntityDocument of(EntityState entity) {
        return new EntityDocument(
                entity.key(),
                entity.value(),
                entity.batch(),
                entity.line(),
                entity.updatedAt().getEpochSecond());
    }
}
