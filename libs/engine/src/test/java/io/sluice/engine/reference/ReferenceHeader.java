package io.sluice.engine.reference;

import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.SchemaDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks the labels of a file.
final class ReferenceHeader {
    private final List<String> names;
    private final boolean exact;
    private final boolean hidesUnknown;

    ReferenceHeader(SchemaDeclaration schema, boolean hidesUnknown) {
        names = schema.fields().stream()
                .map(FieldDeclaration::name)
                .map(Objects::requireNonNull)
                .toList();
        this.hidesUnknown = hidesUnknown;
        exact = "exact".equals(schema.fieldsMatch());
    }

    void check(ReferenceRecord header, List<ReferenceError> errors) {
        if (header.strayQuote()) {
            errors.add(ReferenceError.ofLabel(ErrorCode.STRAY_QUOTE, "-"));
            return;
        }
        List<String> labels = header.cells();
        List<String> missing = new ArrayList<>(names);
        missing.removeAll(labels);
        Set<String> seen = new HashSet<>();
        for (String label : labels) {
            List<String> meant =
                    missing.stream().filter(name -> name.equals(spelled(label))).toList();
            if (label.isBlank()) {
                errors.add(ReferenceError.ofLabel(ErrorCode.BLANK_LABEL, "-"));
            } else if (!seen.add(label)) {
                errors.add(ReferenceError.ofLabel(ErrorCode.DUPLICATE_LABEL, shown(label)));
            } else if (!meant.isEmpty()) {
                errors.add(ReferenceError.ofLabel(ErrorCode.INCORRECT_LABEL, label));
                missing.remove(meant.getFirst());
            } else if (!names.contains(label)) {
                errors.add(ReferenceError.ofLabel(ErrorCode.EXTRA_LABEL, shown(label)));
            }
        }
        missing.forEach(name -> errors.add(ReferenceError.ofLabel(ErrorCode.MISSING_LABEL, name)));
        if (exact && errors.isEmpty()) {
            for (int i = 0; i < names.size(); i++) {
                if (!names.get(i).equals(labels.get(i))) {
                    errors.add(ReferenceError.ofLabel(ErrorCode.INCORRECT_LABEL, labels.get(i)));
                    return;
                }
            }
        }
    }

    /// If the schema has sensitive fields, only a text that comes near to the name of a field is shown.
    private String shown(String label) {
        return hidesUnknown && !names.contains(spelled(label)) ? "-" : label;
    }

    /// Whether the header is one label in which another delimiter separates the name of a field from more.
    boolean hasWrongDelimiter(ReferenceRecord header, char delimiter) {
        String line = header.cells().getFirst();
        return header.cells().size() == 1
                && ";\t|,"
                        .chars()
                        .filter(symbol -> symbol != delimiter && line.indexOf(symbol) >= 0)
                        .mapToObj(symbol -> List.of(line.split(Pattern.quote(Character.toString(symbol)), -1)))
                        .anyMatch(parts -> parts.stream().anyMatch(this::isName));
    }

    private boolean isName(String part) {
        return names.contains(part.replaceAll("^[\\s\"']+|[\\s\"']+$", "").toLowerCase(Locale.ROOT));
    }

    /// Whether the header is a row.
    ///
    /// @param fields in the schema's order
    boolean isData(ReferenceRecord header, List<ReferenceCells> fields) {
        List<String> cells = header.cells();
        if (header.strayQuote()
                || cells.size() != names.size()
                || cells.stream().anyMatch(label -> names.contains(spelled(label)))) {
            return false;
        }
        boolean typed = false;
        for (int i = 0; i < cells.size(); i++) {
            if (!fields.get(i).fits(cells.get(i))) {
                return false;
            }
            typed |= fields.get(i).isTypedValue(cells.get(i));
        }
        return typed;
    }

    private static String spelled(String label) {
        return label.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }
}
