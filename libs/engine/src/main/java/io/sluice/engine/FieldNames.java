package io.sluice.engine;

import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The names of a schema's fields, and what comes near to them.
final class FieldNames {
    private final List<Field> fields;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final Map<String, Integer> spellings = new HashMap<>();
    private final Map<String, Integer> letters = new HashMap<>();

    FieldNames(Schema schema) {
        fields = schema.fields();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            indexes.put(name, i);
            spellings.putIfAbsent(spelling(name), i);
            letters.putIfAbsent(letters(name), i);
        }
    }

    /// The field with exactly this name.
    @Nullable
    Integer index(String label) {
        return indexes.get(label);
    }

    /// The field whose name the label equals but for case, surrounding blanks, or `-` or a blank for `_`.
    @Nullable
    Integer near(String label) {
        return spellings.get(spelling(label));
    }

    boolean isNear(String label) {
        return near(label) != null;
    }

    /// The field whose letters and digits the label has, whatever stands between them.
    OptionalInt similar(String label) {
        Integer index = letters.get(letters(label));
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /// The names as a header, shortened.
    String header(Delimiter delimiter, int longest) {
        String separator = delimiter == Delimiter.TAB ? "\\t" : ",";
        StringBuilder header = new StringBuilder();
        for (Field field : fields) {
            if (header.length() + field.name().length() > longest) {
                return header + "… (" + fields.size() + " names)";
            }
            header.append(header.isEmpty() ? "" : separator).append(field.name());
        }
        return header.toString();
    }

    /// A part of the header that is the name of a field, for a label that must not be shown.
    Optional<String> name(OptionalInt index) {
        return index.isPresent() ? Optional.of(fields.get(index.getAsInt()).name()) : Optional.empty();
    }

    private static String spelling(String label) {
        return label.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    private static String letters(String label) {
        return label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
