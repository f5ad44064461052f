package io.sluice.engine;

import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.scan.RecordCells;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.FieldsMatch;
import io.sluice.engine.schema.Schema;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Compares the labels of a header with the fields of the schema.
///
/// Errors come in the order of the labels, followed by the missing fields in the order of the schema. The
/// order of the columns is checked only when every field has its column.
final class HeaderCheck {
    private static final int NONE = -1;
    /// How many unknown labels are kept to recognise a repeated one as a duplicate. Bounds the memory that a
    /// nonsensical header takes.
    private static final int REMEMBERED = 20_000;

    private final Schema schema;
    private final byte delimiter;
    private final RunLimits limits;
    private final ErrorCollector errors;
    private final List<Field> fields;
    private final FieldNames names;
    private final Set<String> unknown = new HashSet<>();
    private final int[] columnOf;
    private final boolean[] misspelled;

    HeaderCheck(Schema schema, Delimiter delimiter, RunLimits limits, ErrorCollector errors) {
        this.schema = schema;
        this.delimiter = delimiter.symbol();
        this.limits = limits;
        this.errors = errors;
        this.fields = schema.fields();
        names = new FieldNames(schema);
        columnOf = new int[fields.size()];
        Arrays.fill(columnOf, NONE);
        misspelled = new boolean[fields.size()];
    }

    /// The fields in the order of the columns, or empty when the header has errors. The errors are counted.
    Optional<List<Field>> check(RecordCells header) {
        long before = errors.total();
        boolean[] present = present(header);
        int columns = header.count();
        LabelReader labels = new LabelReader(header, delimiter);
        for (int column = 0; labels.advance(); column++) {
            check(labels, column, columns, present);
        }
        for (int field = 0; field < columnOf.length; field++) {
            if (columnOf[field] == NONE && !misspelled[field]) {
                String name = fields.get(field).name();
                report(
                        ErrorCode.MISSING_LABEL,
                        Optional.of(name),
                        "Missing column [" + name + "]: the schema has it, the header has not");
            }
        }
        if (errors.total() > before) {
            return Optional.empty();
        }
        List<Field> ordered = ordered();
        if (schema.fieldsMatch() == FieldsMatch.EXACT && !isInOrder(ordered)) {
            return Optional.empty();
        }
        return Optional.of(ordered);
    }

    private boolean[] present(RecordCells header) {
        boolean[] present = new boolean[fields.size()];
        LabelReader labels = new LabelReader(header, delimiter);
        while (labels.advance()) {
            Integer field = names.index(labels.text());
            if (field != null) {
                present[field] = true;
            }
        }
        return present;
    }

    private void check(LabelReader label, int column, int columns, boolean[] present) {
        int number = column + 1;
        if (label.isBlank()) {
            if (errors.count(ErrorCode.BLANK_LABEL, Optional.empty(), Optional.empty(), 1)) {
                list(
                        ErrorCode.BLANK_LABEL,
                        Optional.empty(),
                        "Column without a name: column " + number + " of the header"
                                + (number == columns && columns > 1 ? "; the header ends with a delimiter" : ""));
            }
            return;
        }
        String text = label.text();
        Integer field = names.index(text);
        if (field != null && columnOf[field] == NONE) {
            columnOf[field] = column;
            return;
        }
        Optional<String> shown = shown(label, text);
        if (field != null || unknown.contains(text)) {
            report(
                    ErrorCode.DUPLICATE_LABEL,
                    shown,
                    "Duplicate column" + inBrackets(shown) + ": column " + number + " repeats an earlier one");
            return;
        }
        Integer meant = names.near(text);
        if (meant != null && !present[meant] && !misspelled[meant]) {
            misspelled[meant] = true;
            String written = label.shown(limits.maxValueLength()).text();
            report(
                    ErrorCode.INCORRECT_LABEL,
                    Optional.of(written),
                    "Misspelled column [" + written + "], expected ["
                            + fields.get(meant).name() + "]: column " + number + " of the header");
            return;
        }
        if (unknown.size() < REMEMBERED) {
            unknown.add(text);
        }
        if (errors.count(ErrorCode.EXTRA_LABEL, Optional.empty(), shown, 1)) {
            String hint = LabelHints.of(text, column, columns, delimiter, missingLike(text, present))
                    .map(advice -> "; " + advice)
                    .orElse("");
            list(
                    ErrorCode.EXTRA_LABEL,
                    shown,
                    "Unknown column" + inBrackets(shown) + ": column " + number + " is not in the schema" + hint);
        }
    }

    /// The field that the label likely means. A field that has its column is not meant.
    private Optional<String> missingLike(String label, boolean[] present) {
        OptionalInt similar = names.similar(label);
        return similar.isPresent() && (present[similar.getAsInt()] || misspelled[similar.getAsInt()])
                ? Optional.empty()
                : names.name(similar);
    }

    private static String inBrackets(Optional<String> shown) {
        return shown.map(name -> " [" + name + "]").orElse("");
    }

    private List<Field> ordered() {
        Field[] ordered = new Field[fields.size()];
        for (int field = 0; field < ordered.length; field++) {
            ordered[columnOf[field]] = fields.get(field);
        }
        return List.of(ordered);
    }

    private boolean isInOrder(List<Field> ordered) {
        for (int column = 0; column < ordered.size(); column++) {
            String label = ordered.get(column).name();
            String expected = fields.get(column).name();
            if (!label.equals(expected)) {
                report(
                        ErrorCode.INCORRECT_LABEL,
                        Optional.of(label),
                        "Column [" + label + "] out of order: column " + (column + 1) + " must be [" + expected + "]");
                return false;
            }
        }
        return true;
    }

    /// A label may be a cell of a file without a header. If fields are sensitive, only what can be no such
    /// cell is shown: the name of a field, and what comes near to one.
    private Optional<String> shown(LabelReader label, String text) {
        return schema.hasSensitiveFields() && !names.isNear(text)
                ? Optional.empty()
                : Optional.of(label.shown(limits.maxValueLength()).text());
    }

    private void report(ErrorCode code, Optional<String> column, String message) {
        if (errors.count(code, Optional.empty(), column, 1)) {
            list(code, column, message);
        }
    }

    private void list(ErrorCode code, Optional<String> column, String message) {
        errors.list(Place.header(1).error(code, Optional.empty(), column, Optional.empty(), message));
    }
}
