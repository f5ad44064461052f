package io.sluice.job.history;

import io.sluice.contracts.event.JobWarning;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Warnings as the column holds them; none is null.
final class WarningsStore {
    private WarningsStore() {}

    static @Nullable JsonArray write(List<JobWarning> warnings) {
        if (warnings.isEmpty()) {
            return null;
        }
        var array = new JsonArray();
        warnings.forEach(warning -> array.add(JsonObject.of("code", warning.code(), "message", warning.message())));
        return array;
    }

    static List<JobWarning> read(@Nullable JsonArray array) {
        return array == null
                ? List.of()
                : array.stream()
                        .map(JsonObject.class::cast)
                        .map(warning -> new JobWarning(warning.getString("code"), warning.getString("message")))
                        .toList();
    }
}
