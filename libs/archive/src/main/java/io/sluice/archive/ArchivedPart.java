package io.sluice.archive;

/// What an archived object holds.
public enum ArchivedPart {
    FILE(".gz"),
    REPORT(".errors.csv.gz");

    private final String suffix;

    ArchivedPart(String suffix) {
        this.suffix = suffix;
    }

    /// How its key ends.
    String suffix() {
        return suffix;
    }
}
