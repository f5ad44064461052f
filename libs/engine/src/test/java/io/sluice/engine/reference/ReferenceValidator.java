package io.sluice.engine.reference;

import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.SchemaDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/// Validates a complete file in memory, following the text of the specification. Values are not shortened;
/// the comparison uses limits that shorten nothing. A row's key is checked only if none of its parts has an
/// error.
final class ReferenceValidator {
    private static final String MASK = "***";

    private final SchemaDeclaration schema;
    private final Map<String, ReferenceCells> fields = new LinkedHashMap<>();
    private final List<ReferenceError> errors = new ArrayList<>();
    private final Set<List<Object>> keys = new HashSet<>();

    private ReferenceValidator(SchemaDeclaration schema) {
        this.schema = schema;
        for (FieldDeclaration field : schema.fields()) {
            ReferenceCells cells = new ReferenceCells(field, schema.primaryKey().contains(field.name()));
            fields.put(cells.name(), cells);
        }
    }

    static ReferenceReport validate(SchemaDeclaration schema, Delimiter delimiter, RunLimits limits, byte[] file) {
        return new ReferenceValidator(schema)
                .validate(ReferenceReader.read(file, delimiter.symbol(), limits), delimiter);
    }

    private ReferenceReport validate(ReferenceReader.Records read, Delimiter delimiter) {
        List<ReferenceRecord> records = new ArrayList<>(read.records());
        boolean complete = read.end().isEmpty();
        boolean blankHeader =
                read.end().map(end -> end.code() == ErrorCode.BLANK_HEADER).orElse(false);
        if (records.isEmpty() || blankHeader) {
            read.end().ifPresent(errors::add);
            return ReferenceReport.of(complete, 0, 0, errors);
        }
        ReferenceRecord header = records.removeFirst();
        boolean hides = fields.values().stream().anyMatch(ReferenceCells::isSensitive);
        ReferenceHeader labels = new ReferenceHeader(schema, hides);
        boolean separated = labels.hasWrongDelimiter(header, (char) delimiter.symbol());
        if (!separated && labels.isData(header, List.copyOf(fields.values()))) {
            errors.add(ReferenceError.ofFile(ErrorCode.BLANK_HEADER, 1, 0, -1));
            return ReferenceReport.of(false, 0, 0, errors);
        }
        while (complete && !records.isEmpty() && records.getLast().empty()) {
            records.removeLast();
        }
        if (separated) {
            errors.add(ReferenceError.ofFile(ErrorCode.DELIMITER_ERROR, 1, 0, -1));
        } else {
            labels.check(header, errors);
        }
        long accepted = errors.isEmpty() ? checkRows(header.cells(), records) : 0;
        read.end().ifPresent(errors::add);
        return ReferenceReport.of(complete, records.size() + (complete ? 0 : 1), accepted, errors);
    }

    private long checkRows(List<String> labels, List<ReferenceRecord> records) {
        long accepted = 0;
        for (int i = 0; i < records.size(); i++) {
            int before = errors.size();
            checkRow(labels, records.get(i), i + 1);
            accepted += errors.size() == before ? 1 : 0;
        }
        return accepted;
    }

    private void checkRow(List<String> labels, ReferenceRecord row, long record) {
        List<String> cells = row.cells();
        if (row.strayQuote()) {
            errors.add(ReferenceError.ofRow(ErrorCode.STRAY_QUOTE, row.line(), record, "-"));
        } else if (row.empty() && labels.size() > 1) {
            errors.add(ReferenceError.ofRow(ErrorCode.BLANK_ROW, row.line(), record, "-"));
        } else if (cells.size() < labels.size()) {
            errors.add(ReferenceError.ofRow(ErrorCode.MISSING_CELL, row.line(), record, labels.get(cells.size())));
        } else if (cells.size() > labels.size()) {
            errors.add(ReferenceError.ofRow(ErrorCode.EXTRA_CELL, row.line(), record, "-"));
        } else {
            checkCells(labels, row, record);
        }
    }

    /// Whether a sensitive column beside the cell takes it, in a row whose cells may be shifted.
    private boolean mayBeSensitive(List<String> labels, List<String> cells, int place) {
        return IntStream.of(place - 1, place + 1)
                .filter(beside -> beside >= 0 && beside < labels.size())
                .mapToObj(beside -> Objects.requireNonNull(fields.get(labels.get(beside))))
                .anyMatch(beside -> beside.isSensitive() && beside.isParticularly(cells.get(place)));
    }

    private void checkCells(List<String> labels, ReferenceRecord row, long record) {
        Set<String> faulty = new HashSet<>();
        for (int i = 0; i < labels.size(); i++) {
            ReferenceCells field = Objects.requireNonNull(fields.get(labels.get(i)));
            String cell = row.cells().get(i);
            int place = i;
            field.check(cell).ifPresent(fault -> {
                boolean shifted = !fault.equals(CellFault.DUPLICATE) && mayBeSensitive(labels, row.cells(), place);
                String value = field.isSensitive() || shifted ? MASK : cell;
                errors.add(ReferenceError.ofCell(fault, row.line(), record, field.name(), value));
                faulty.add(field.name());
            });
        }
        if (!schema.primaryKey().isEmpty() && schema.primaryKey().stream().noneMatch(faulty::contains)) {
            List<Object> key = schema.primaryKey().stream()
                    .map(part -> Objects.requireNonNull(fields.get(part))
                            .key(row.cells().get(labels.indexOf(part))))
                    .toList();
            if (!keys.add(key)) {
                errors.add(ReferenceError.ofRow(ErrorCode.PRIMARY_KEY, row.line(), record, "-"));
            }
        }
    }
}
