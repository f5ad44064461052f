package io.sluice.data.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a source's entities.
///
/// @param next the cursor of the next page; null on the last one
@JsonInclude(JsonInclude.Include.ALWAYS)
record EntityListDocument(
        List<EntityDocument> entities, @Nullable String next) {

    /// @param found one more than the page holds if another page follows
    static EntityListDocument of(List<EntityState> found, EntityPlace place, int limit) {
        var page = found.subList(0, Math.min(found.size(), limit));
        return new EntityListDocument(
                page.stream().map(EntityDocument::of).toList(),
                found.size() > limit ? EntityPlace.cursorAfter(place, page.getLast()) : null);
    }
}
