package io.sluice.parquet;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Entities as DuckDB writes them, with a null for what is missing inside an Object.
record RandomEntities(Random random) {
    Map<String, String> next() {
        var fields = new LinkedHashMap<String, String>();
        sometimes(() -> fields.put("address", address()));
        sometimes(() -> fields.put("tags", list(() -> "\"" + Long.toString(random.nextLong(), 36) + "\"")));
        sometimes(() -> fields.put("orders", list(this::order)));
        return fields;
    }

    private void sometimes(Runnable work) {
        if (random.nextInt(4) > 0) {
            work.run();
        }
    }

    private String address() {
        var address = new LinkedHashMap<>(Map.of("city", "null"));
        sometimes(() -> address.put("city", "\"Basel\""));
        address.put("since", "null");
        sometimes(() -> address.put("since", "\"19%02d-12-31\"".formatted(random.nextInt(100))));
        return object(address);
    }

    private String order() {
        var order = new LinkedHashMap<>(Map.of("total", "null"));
        sometimes(() -> order.put("total", "1.25"));
        order.put("lines", "null");
        sometimes(() -> order.put("lines", list(() -> list(() -> Integer.toString(random.nextInt())))));
        return object(order);
    }

    private String list(Supplier<String> item) {
        return Stream.generate(item).limit(random.nextInt(4)).collect(joining(",", "[", "]"));
    }

    static String object(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> "\"%s\":%s".formatted(field.getKey(), field.getValue()))
                .collect(joining(",", "{", "}"));
    }
}
