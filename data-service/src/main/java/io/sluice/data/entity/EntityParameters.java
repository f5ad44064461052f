package io.sluice.data.entity;

import io.sluice.web.parameter.PageParameters;
import io.sluice.web.problem.Problems;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of a listing of entities: `after_key` lists by key, `updated_since` by time of
/// change, `cursor` goes on as the page before it did. `key` lists one entity.
final class EntityParameters extends PageParameters {
    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 1_000;

    @QueryParam("key")
    @Parameter(
            description =
                    "lists the entity of this key, if there is one; for keys with a slash, which cannot stand in a path everywhere")
    @Nullable
    String key;

    @QueryParam("after_key")
    @Parameter(description = "lists the entities with greater keys, by key")
    @Nullable
    String afterKey;

    @QueryParam("updated_since")
    @Parameter(
            description =
                    "lists the entities that changed then or later, by time of change; epoch seconds. Ask again with the updated_at of the last one",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
    @Nullable
    String updatedSince;

    @QueryParam("limit")
    @Parameter(
            description = "entities on a page",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100"))
    @Nullable
    String limit;

    @Override
    public int limit() {
        return limit(limit, USUAL_LIMIT, HIGHEST_LIMIT);
    }

    /// The key of the only entity to list.
    Optional<String> key() {
        expectOne();
        return Optional.ofNullable(key).map(given -> withoutNul("key", given));
    }

    private void expectOne() {
        if (Stream.of(cursor(EntityPlace::read).orElse(null), key, afterKey, updatedSince)
                        .filter(given -> given != null)
                        .count()
                > 1) {
            throw Problems.badRequest(
                    "key, after_key, updated_since and cursor each say what to list; expected one of them.");
        }
    }

    /// Where the page begins.
    EntityPlace place() {
        expectOne();
        var after = cursor(EntityPlace::read);
        if (after.isPresent()) {
            return after.get();
        }
        if (afterKey != null) {
            return new EntityPlace.ByKey(withoutNul("after_key", afterKey));
        }
        return updatedSince == null
                ? EntityPlace.ByKey.START
                : new EntityPlace.ByChange(Instant.ofEpochSecond(seconds(updatedSince)), "");
    }

    private static String withoutNul(String parameter, String text) {
        if (text.indexOf('\0') >= 0) {
            throw Problems.badRequest("%s has the character U+0000, which no key has.".formatted(parameter));
        }
        return text;
    }

    private static long seconds(String text) {
        if (!text.matches("[0-9]{1,11}")) {
            throw Problems.badRequest("updated_since is \"%s\", expected epoch seconds.".formatted(text));
        }
        return Long.parseLong(text);
    }
}
