package io.sluice.engine.reference;

import io.sluice.engine.Delimiter;
import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.engine.schema.SchemaDeclaration;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A random schema with a random file for it: mostly valid rows, with errors of every kind.
final class RandomFile {
    private static final byte[][] POISON = {
        {(byte) 0xFF},
        {(byte) 0xC3},
        {(byte) 0xE4, (byte) 0xB8},
        {(byte) 0xF0, (byte) 0x9F, (byte) 0x98},
        {(byte) 0x80},
        {(byte) 0xC0, (byte) 0xAF},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0xE0, (byte) 0x80, (byte) 0x80},
        {0},
        {'\r'},
        {'"'},
        {'\n'},
        {','},
        {'\t'},
        {'"', '"'},
        {'\r', '\n'},
        {'\n', '\n'},
        {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
        {(byte) 0xF0, (byte) 0x9F, (byte) 0x98, (byte) 0x80}
    };

    private final SchemaDeclaration schema;
    private final Delimiter delimiter;
    private final byte[] bytes;

    private RandomFile(SchemaDeclaration schema, Delimiter delimiter, byte[] bytes) {
        this.schema = schema;
        this.delimiter = delimiter;
        this.bytes = bytes;
    }

    SchemaDeclaration schema() {
        return schema;
    }

    Delimiter delimiter() {
        return delimiter;
    }

    byte[] bytes() {
        return bytes;
    }

    static RandomFile of(long seed) {
        Draw draw = new Draw(seed);
        return of(draw, draw.of(0, 1, 3, 10, 40, 120));
    }

    /// A file with this many rows, without bytes that would end the run early.
    static RandomFile ofRows(long seed, int rows) {
        return of(new Draw(seed), rows);
    }

    private static RandomFile of(Draw draw, int rows) {
        List<RandomField> fields = IntStream.rangeClosed(1, draw.chance(15) ? 1 : draw.between(2, 7))
                .mapToObj(i -> RandomField.of(draw, "f_" + i))
                .toList();
        SchemaDeclaration schema = new SchemaDeclaration(
                fields.stream().map(RandomField::declaration).toList(),
                key(draw, fields),
                draw.chance(10) ? "exact" : null,
                draw.chance(10) ? new AcceptanceDeclaration("partial", 20.0) : null);
        Delimiter delimiter = draw.of(Delimiter.values());
        byte[] bytes = new Writer(draw, delimiter).write(fields, "exact".equals(schema.fieldsMatch()), rows);
        boolean poison = rows < 1_000 && draw.chance(25);
        return new RandomFile(schema, delimiter, poison ? poisoned(draw, bytes) : bytes);
    }

    private static List<String> key(Draw draw, List<RandomField> fields) {
        List<String> names = fields.stream().map(RandomField::name).toList();
        return draw.chance(70)
                ? List.of()
                : draw.shuffled(names).subList(0, draw.between(1, Math.min(3, names.size())));
    }

    /// The file with a few bytes added, removed or cut off.
    private static byte[] poisoned(Draw draw, byte[] bytes) {
        byte[] file = bytes;
        for (int i = draw.between(1, 3); i > 0; i--) {
            int at = draw.below(file.length + 1);
            byte[] poison = POISON[draw.below(POISON.length)];
            int removed = Math.min(draw.of(0, 0, 1, 1, 2), file.length - at);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(file, 0, at);
            if (draw.chance(80)) {
                out.writeBytes(poison);
            }
            if (draw.chance(85)) {
                out.write(file, at + removed, file.length - at - removed);
            }
            file = out.toByteArray();
        }
        return file;
    }

    /// Writes the rows.
    private static final class Writer {
        private final Draw draw;
        private final String delimiter;
        private final int lineEnds;
        private final int structureFaults;
        private final int quoting;
        private final StringBuilder out = new StringBuilder();

        Writer(Draw draw, Delimiter delimiter) {
            this.draw = draw;
            this.delimiter = Character.toString((char) delimiter.symbol());
            this.lineEnds = draw.below(3);
            this.structureFaults = draw.of(0, 0, 5, 30);
            this.quoting = draw.of(0, 10, 50, 100);
        }

        byte[] write(List<RandomField> fields, boolean exact, int rows) {
            List<RandomField> columns = (exact && draw.chance(80)) || draw.chance(40) ? fields : draw.shuffled(fields);
            row(labels(columns));
            for (int i = 0; i < rows; i++) {
                if (draw.chance(structureFaults)) {
                    faultyRow(columns);
                } else {
                    row(columns.stream().map(field -> field.cell(draw)).toList());
                }
            }
            if (draw.chance(20)) {
                out.setLength(out.length() - 1);
                if (!out.isEmpty() && out.charAt(out.length() - 1) == '\r') {
                    out.setLength(out.length() - 1);
                }
            }
            for (int i = draw.chance(20) ? draw.between(1, 3) : 0; i > 0; i--) {
                lineEnd();
            }
            return out.toString().getBytes(StandardCharsets.UTF_8);
        }

        private List<String> labels(List<RandomField> columns) {
            List<String> labels =
                    new ArrayList<>(columns.stream().map(RandomField::name).toList());
            if (draw.chance(8)) {
                int at = draw.below(labels.size());
                String label = labels.get(at);
                switch (draw.below(5)) {
                    case 0 -> labels.remove(at);
                    case 1 -> labels.add(at, draw.of("zz", "extra label", label, "中"));
                    case 2 ->
                        labels.set(
                                at,
                                draw.of(
                                        " " + label,
                                        label.toUpperCase(Locale.ROOT),
                                        label.replace('_', '-'),
                                        label + " "));
                    case 3 -> labels.set(at, draw.of("", " ", "f_99"));
                    default -> labels.set(at, labels.getFirst());
                }
            }
            return labels.isEmpty() ? List.of("zz") : labels;
        }

        private void faultyRow(List<RandomField> columns) {
            List<String> cells = new ArrayList<>(
                    columns.stream().map(field -> field.cell(draw)).toList());
            switch (draw.below(6)) {
                case 0 -> lineEnd();
                case 1 -> row(cells.subList(0, draw.between(Math.min(1, cells.size() - 1), cells.size() - 1)));
                case 2 -> {
                    cells.add(RandomText.any(draw));
                    row(cells);
                }
                case 3 -> raw("x\"y", cells);
                case 4 -> raw("\"x\"y", cells);
                default -> raw(draw.of(" \"x\"", "\"x\" ", "x\"\"", "\"x\"\"y\"z\"", "a\"b\"c"), cells);
            }
        }

        /// A row with one cell written without quoting.
        private void raw(String cell, List<String> cells) {
            int at = draw.below(cells.size());
            for (int i = 0; i < cells.size(); i++) {
                out.append(i == 0 ? "" : delimiter).append(i == at ? cell : written(cells.get(i)));
            }
            lineEnd();
        }

        private void row(List<String> cells) {
            for (int i = 0; i < cells.size(); i++) {
                out.append(i == 0 ? "" : delimiter).append(written(cells.get(i)));
            }
            lineEnd();
        }

        private String written(String cell) {
            boolean needsQuotes =
                    cell.contains("\"") || cell.contains("\n") || cell.contains("\r") || cell.contains(delimiter);
            return needsQuotes || draw.chance(quoting) ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
        }

        private void lineEnd() {
            out.append(lineEnds == 0 || (lineEnds == 1 && draw.chance(50)) ? "\n" : "\r\n");
        }
    }
}
