package io.sluice.data.batch;

import io.sluice.data.parts.TestBatch;
import java.util.List;
import java.util.Random;

/// Records of guests in all modes, many of them refused.
final class RandomGuests {
    private static final List<String> MODES =
            List.of("insert", "create", "upsert", "upsert", "merge", "delete", "gdpr_delete");

    private RandomGuests() {}

    /// @param keys how many guests there are
    static String line(Random random, int keys) {
        var value = new StringBuilder("{\"id\":\"%d\"".formatted(random.nextInt(keys)));
        if (random.nextInt(3) > 0) {
            value.append(",\"name\":\"n%d\"".formatted(random.nextInt(9)));
        }
        if (random.nextBoolean()) {
            value.append(",\"points\":%d".formatted(random.nextInt(9)));
        }
        return TestBatch.line(
                "guest",
                MODES.get(random.nextInt(MODES.size())),
                value.append('}').toString());
    }
}
