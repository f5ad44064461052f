package io.sluice.engine;

import io.sluice.engine.scan.RecordCells;
import java.nio.charset.StandardCharsets;

/// Reads the labels of a well-formed header one after another, however many there are.
final class LabelReader {
    private final byte delimiter;
    private final byte[] bytes;
    private final int end;
    private final CellReader cell = new CellReader();
    private int next;
    private byte[] label = {};
    private int from;
    private int to;

    LabelReader(RecordCells header, byte delimiter) {
        this.delimiter = delimiter;
        this.bytes = header.bytes();
        this.next = header.base();
        this.end = header.base() + header.length();
    }

    /// Goes to the next label; false after the last one.
    boolean advance() {
        if (next > end) {
            return false;
        }
        int i = next;
        if (i < end && bytes[i] == '"') {
            i++;
            while (bytes[i] != '"' || (i + 1 < end && bytes[i + 1] == '"')) {
                i += bytes[i] == '"' ? 2 : 1;
            }
            cell.openDoubled(bytes, next + 1, i);
            label = cell.bytes();
            from = cell.from();
            to = cell.to();
            next = i + 2;
        } else {
            while (i < end && bytes[i] != delimiter) {
                i++;
            }
            label = bytes;
            from = next;
            to = i;
            next = i + 1;
        }
        return true;
    }

    /// Whether the label is empty or consists of blanks.
    boolean isBlank() {
        for (int i = from; i < to; i++) {
            if (label[i] > ' ') {
                return false;
            }
            if (label[i] < 0) {
                return text().isBlank();
            }
        }
        return true;
    }

    String text() {
        return new String(label, from, to - from, StandardCharsets.UTF_8);
    }

    DisplayText shown(int maxLength) {
        return DisplayText.of(label, from, to, maxLength);
    }
}
