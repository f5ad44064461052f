package io.sluice.engine.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// Lines for the order schema of [BatchFixture]: keys and fields in any order, some of them missing, unknown,
/// twice or wrong.
final class RandomRecords {
    private static final List<String> FIELDS = List.of(
            "\"referenceId\":\"A-%d\"",
            "\"number\":%d",
            "\"number\": \"0%d\"",
            "\"status\":\"OPEN\"",
            "\"status\":\"LOST\"",
            "\"price\":%d.50",
            "\"price\":\"\"",
            "\"price\":null",
            "\"weight\":1e%d",
            "\"gift\":true",
            "\"gift\" : \"maybe\"",
            "\"orderedAt\":\"2026-02-0%dT10:00:00Z\"",
            "\"note\":\"say \\\"%d\\\"\"",
            "\"note\":\"-\"",
            "\"orderItems\":[{\"productId\":\"p\",\"quantity\":%d},{\"quantity\":0, \"productId\":\"咖啡\"}]",
            "\"orderItems\":[{\"quantity\":%d,\"productId\":\"p\"},{\"productId\":\"q\",\"quantity\":2}]",
            "\"orderItems\":{}",
            "\"ext\":{\"any key\":[%d,{\"x\":\"\\n\"}],\"empty\":\"\"}",
            "\"colour\":\"red\"");

    private RandomRecords() {}

    static String line(int number, Random random) {
        var fields = new ArrayList<String>();
        for (var field : FIELDS) {
            if (random.nextInt(8) == 0 || field.startsWith("\"referenceId") || field.equals("\"number\":%d")) {
                fields.add(field.replace("%d", Integer.toString(random.nextInt(9))));
            }
        }
        if (random.nextBoolean()) {
            Collections.shuffle(fields, random);
        }
        var modes = Mode.values();
        var keys = new ArrayList<>(List.of(
                "\"schema\":\"order\"",
                "\"mode\":\"" + modes[random.nextInt(modes.length)].label() + '"',
                "\"value\":{" + String.join(random.nextBoolean() ? "," : ", ", fields) + '}'));
        if (random.nextInt(4) == 0) {
            Collections.shuffle(keys, random);
        }
        return "{\"ref\":\"" + new UUID(number, random.nextLong()) + "\"," + String.join(",", keys) + '}';
    }
}
