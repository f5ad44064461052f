package io.sluice.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.RecordField;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says whether the key of an entity may stand in a file. An entity that was stored before a field became
/// sensitive may have the clear value in its key. Which fields a key was made of is not stored, so where the
/// schema has a sensitive field only these keys are shown:
///
/// | schema | keys |
/// |---|---|
/// | with keys | those that the values of the entity give now, with hashes in their sensitive parts |
/// | without | those with the form of a `ref` |
///
/// Not thread-safe.
final class EntityKeys {
    private static final Pattern REF = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final boolean hides;
    /// By the paths of their fields: `identifiers[].id`.
    private final Map<String, Part> parts = new HashMap<>();
    private final List<Part> primary;
    private final List<Part> fallback;

    /// A field that a key has.
    static final class Part {
        private final boolean isSensitive;
        private @Nullable String text;
        private boolean isFinal;

        private Part(boolean isSensitive) {
            this.isSensitive = isSensitive;
        }

        void set(String value) {
            if (!isFinal) {
                text = value;
            }
        }

        /// Of an array the first item counts.
        void endOfItem() {
            isFinal = true;
        }

        private void clear() {
            text = null;
            isFinal = false;
        }
    }

    EntityKeys(RecordSchema schema) {
        hides = schema.hasSensitiveFields();
        var fields = new HashMap<String, Field>();
        schema.fields().stream().map(RecordField::value).forEach(value -> scalars(value, fields));
        primary = parts(schema.primaryKey(), fields);
        fallback = parts(schema.fallbackKey(), fields);
    }

    private static void scalars(RecordValue value, Map<String, Field> found) {
        switch (value) {
            case RecordValue.Scalar(var field) -> found.put(field.name(), field);
            case RecordValue.Structure(var fields) -> fields.forEach(field -> scalars(field.value(), found));
            case RecordValue.Sequence(var items, var _) -> scalars(items, found);
            case RecordValue.AnyObject _ -> {}
        }
    }

    private List<Part> parts(List<String> paths, Map<String, Field> fields) {
        var found = new ArrayList<Part>();
        for (var path : paths) {
            var name = path.replace("[0]", "[]");
            var field = fields.get(name);
            var isSensitive = field == null || field.sensitivity().hidesValues();
            found.add(parts.computeIfAbsent(name, any -> new Part(isSensitive)));
        }
        return found;
    }

    /// Whether a key may have a sensitive part, which is its hash.
    boolean areSensitive() {
        return parts.values().stream().anyMatch(part -> part.isSensitive);
    }

    /// The part that a field is; null if it is none, or if all keys are shown.
    @Nullable
    Part part(Field field) {
        return hides ? parts.get(field.name()) : null;
    }

    /// The parts in the items of an array.
    List<Part> parts(RecordValue items) {
        if (!hides) {
            return List.of();
        }
        var fields = new HashMap<String, Field>();
        scalars(items, fields);
        return parts.entrySet().stream()
                .filter(part -> fields.containsKey(part.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /// Begins the next entity.
    void clear() {
        parts.values().forEach(Part::clear);
    }

    /// After the values of the entity were read.
    boolean isShown(EntityRecord.Text stored) {
        if (!hides) {
            return true;
        }
        var key = new String(stored.bytes(), stored.from(), stored.length(), UTF_8);
        return primary.isEmpty() ? REF.matcher(key).matches() : isMadeOf(primary, key) || isMadeOf(fallback, key);
    }

    private static boolean isMadeOf(List<Part> parts, String key) {
        var joined = new StringBuilder();
        for (var part : parts) {
            var text = part.text;
            if (text == null || (part.isSensitive && !ScalarWriter.isHash(text.getBytes(UTF_8)))) {
                return false;
            }
            joined.append(joined.isEmpty() ? "" : ":").append(text);
        }
        return !parts.isEmpty() && joined.toString().equals(key);
    }
}
