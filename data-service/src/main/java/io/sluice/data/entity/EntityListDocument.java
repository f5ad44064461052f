package io.sluice.data.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A page of a source's entities.
///
/// @param next the cursor of the next page; null on the last one
@JsonInclude(JsonInclude.Include.ALWAYS)
record EntityListDocument(
        List<EntityDocument> entities, @Nullable String next) {

    static EntityListDocument ofOne(Optional<EntityState> found) {
        return new EntityListDocument(found.stream().map(EntityDocument::of).toList(), null);
    }

    static EntityListDocument of(EntityPage page, EntityPlace place) {
        return new EntityListDocument(
                page.entities().stream().map(EntityDocument::of).toList(),
                page.hasMore() ? EntityPlace.cursorAfter(place, page.entities().getLast()) : null);
    }
}
