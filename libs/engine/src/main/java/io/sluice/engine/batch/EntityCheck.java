package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.RecordField;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks the values of the records of one schema. Belongs to one run; not thread-safe.
final class EntityCheck {
    /// Longer keys cannot be indexed.
    private static final int LONGEST_KEY = 1_000;

    /// A part of a key, by its path.
    private record KeyPart(String path, KeyValue value) {}

    private final ObjectCheck root;
    /// By the paths of their fields.
    private final Map<String, KeyValue> keyValues = new HashMap<>();
    private final List<KeyPart> primaryKey = new ArrayList<>();
    private final List<KeyPart> fallbackKey = new ArrayList<>();
    private final RecordPass pass;

    /// @param shared what the checks of all schemas share
    EntityCheck(RecordSchema schema, RecordPass shared) {
        parts(schema.primaryKey(), primaryKey);
        parts(schema.fallbackKey(), fallbackKey);
        root = new ObjectCheck(
                "",
                schema.fields().stream()
                        .map(field -> member(field.name(), field))
                        .toList());
        pass = shared.withSensitive(schema.hasSensitiveFields());
    }

    private void parts(List<String> paths, List<KeyPart> parts) {
        for (String path : paths) {
            parts.add(new KeyPart(path, keyValues.computeIfAbsent(path.replace("[0]", "[]"), field -> new KeyValue())));
        }
    }

    private ValueCheck check(String path, RecordValue value, boolean required) {
        return switch (value) {
            case RecordValue.Scalar(Field field) -> {
                KeyValue key = keyValues.get(path);
                yield new ScalarCheck(field, required || (key != null && fallbackKey.isEmpty()), key);
            }
            case RecordValue.AnyObject any -> new AnyObjectCheck(path);
            case RecordValue.Sequence(RecordValue items, boolean single) -> {
                String item = path + "[]";
                yield new ArrayCheck(
                        path,
                        check(item, items, false),
                        single,
                        keyValues.entrySet().stream()
                                .filter(key -> key.getKey().startsWith(item))
                                .map(Map.Entry::getValue)
                                .toList());
            }
            case RecordValue.Structure(List<RecordField> fields) ->
                new ObjectCheck(
                        path,
                        fields.stream()
                                .map(field -> member(path + "." + field.name(), field))
                                .toList());
        };
    }

    private ObjectCheck.Member member(String path, RecordField field) {
        return new ObjectCheck.Member(
                field.name(), path, field.required(), check(path, field.value(), field.required()));
    }

    /// Reads the value whose first token is given; not null.
    void read(JsonToken first, RecordTokens json, Mode mode, CheckedRecord record) throws UnreadableLine {
        begin();
        if (root.readFields(first, json, pass) == Presence.PRESENT) {
            complete(mode, record);
        }
    }

    /// The record has no value. Deletions need none, if they need no key.
    void readNothing(Mode mode, CheckedRecord record) {
        begin();
        pass.out().put('{');
        pass.out().put('}');
        root.readNothing();
        complete(mode, record);
    }

    private void complete(Mode mode, CheckedRecord record) {
        key(record);
        ObjectCheck.Member missing = root.missing();
        record.missing = null;
        if (missing == null || mode.isDelete()) {
            return;
        }
        if (mode.isWhole()) {
            ObjectCheck.requireValue(missing, pass);
        } else {
            record.missing = missing.path();
        }
    }

    private void begin() {
        pass.out().clear();
        keyValues.values().forEach(KeyValue::clear);
    }

    private void key(CheckedRecord record) {
        record.key.clear();
        KeyPart missing = missing(primaryKey);
        if (missing == null) {
            join(primaryKey, "primary", "primaryKey", record.key);
            return;
        }
        if (fallbackKey.isEmpty()) {
            problem(
                    missing,
                    "required",
                    "Missing value in column [%s]: the field is absent or empty, the primary key needs it");
            return;
        }
        KeyPart also = missing(fallbackKey);
        if (also == null) {
            join(fallbackKey, "fallback", "fallbackKey", record.key);
        } else {
            problem(
                    missing,
                    "required",
                    "Missing value in column [%%s]: it is absent or empty, and so is [%s]; the key needs one of them"
                            .formatted(also.path()));
        }
    }

    /// The first part that the record does not have; null if there is none.
    private static @Nullable KeyPart missing(List<KeyPart> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).value().isPresent()) {
                return parts.get(i);
            }
        }
        return null;
    }

    private void join(List<KeyPart> parts, String name, String rule, JsonBytes text) {
        for (int i = 0; i < parts.size(); i++) {
            KeyPart part = parts.get(i);
            JsonBytes value = part.value().text();
            if (i > 0) {
                text.put(':');
            }
            text.put(value.array(), 0, value.length());
            if (i + 1 < parts.size() && value.has(':')) {
                problem(
                        part,
                        rule,
                        "Value not allowed in column [%%s] (%s): only the last part of a %s key may have a colon"
                                .formatted(rule, name));
                return;
            }
            if (text.length() > LONGEST_KEY) {
                problem(
                        part,
                        rule,
                        "Value not allowed in column [%%s] (%s): with it the %s key is longer than 1,000 bytes"
                                .formatted(rule, name));
                return;
            }
        }
    }

    private void problem(KeyPart part, String rule, String message) {
        if (pass.problems().count()) {
            pass.problems()
                    .describe(
                            RecordError.CONSTRAINT_ERROR,
                            Optional.of(part.path()),
                            Optional.of(rule),
                            message.formatted(part.path()));
        }
    }

    /// Whether records are known by a primary key, and not by their `ref`.
    boolean hasKey() {
        return !primaryKey.isEmpty();
    }
}
