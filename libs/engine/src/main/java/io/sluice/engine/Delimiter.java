package io.sluice.engine;

import java.util.Optional;

/// What separates the cells of a record.
public enum Delimiter {
    COMMA((byte) ',', "csv"),
    TAB((byte) '\t', "tsv");

    private final byte symbol;
    private final String extension;

    Delimiter(byte symbol, String extension) {
        this.symbol = symbol;
        this.extension = extension;
    }

    public byte symbol() {
        return symbol;
    }

    /// The delimiter of files with this extension (`csv`, `tsv`; no dot, exact case), empty for any other.
    public static Optional<Delimiter> ofExtension(String extension) {
        for (Delimiter delimiter : values()) {
            if (delimiter.extension.equals(extension)) {
                return Optional.of(delimiter);
            }
        }
        return Optional.empty();
    }
}
