package io.sluice.engine.scan;

import java.util.List;
import java.util.Optional;

/// A kind of file that is no text, known by its first bytes.
///
/// | magic | why a text cannot begin so |
/// |---|---|
/// | most | has bytes that are not UTF-8, or control characters |
/// | `%PDF-` | no column is named so |
/// | `PAR1`, `SQLite format 3` | plain letters: only with a NUL among the first [FileHead#LENGTH] bytes |
public enum BinaryKind {
    GZIP,
    BZIP2,
    XZ,
    ZSTD,
    SEVEN_ZIP,
    RAR,
    ZIP,
    EXCEL,
    WORD,
    POWERPOINT,
    NUMBERS,
    OPEN_DOCUMENT_SPREADSHEET,
    OPEN_DOCUMENT,
    OLE2,
    OLE2_ENCRYPTED,
    PDF,
    PARQUET,
    AVRO,
    SQLITE,
    IMAGE;

    private record Known(BinaryKind kind, Magic magic, boolean needsNul) {}

    private record Entry(BinaryKind kind, Magic name) {}

    private static final List<Known> KNOWN = List.of(
            new Known(GZIP, new Magic(0x1F, 0x8B), false),
            new Known(ZIP, new Magic("PK\u0003\u0004"), false),
            new Known(ZIP, new Magic("PK\u0005\u0006"), false),
            new Known(OLE2, new Magic(0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1), false),
            new Known(PDF, new Magic("%PDF-"), false),
            new Known(PARQUET, new Magic("PAR1"), true),
            new Known(SQLITE, new Magic("SQLite format 3"), true),
            new Known(AVRO, new Magic("Obj\u0001"), false),
            new Known(BZIP2, new Magic("BZh91AY&SY"), false),
            new Known(XZ, new Magic(0xFD, '7', 'z', 'X', 'Z', 0), false),
            new Known(ZSTD, new Magic(0x28, 0xB5, 0x2F, 0xFD), false),
            new Known(SEVEN_ZIP, new Magic('7', 'z', 0xBC, 0xAF, 0x27, 0x1C), false),
            new Known(RAR, new Magic("Rar!\u001A\u0007"), false),
            new Known(IMAGE, new Magic(0x89, 'P', 'N', 'G'), false),
            new Known(IMAGE, new Magic(0xFF, 0xD8, 0xFF), false));

    /// What the names of the first entries of a zip file say of it.
    private static final List<Entry> ENTRIES = List.of(
            new Entry(OPEN_DOCUMENT_SPREADSHEET, new Magic("application/vnd.oasis.opendocument.spreadsheet")),
            new Entry(OPEN_DOCUMENT, new Magic("application/vnd.oasis.opendocument")),
            new Entry(EXCEL, new Magic("xl/")),
            new Entry(WORD, new Magic("word/")),
            new Entry(POWERPOINT, new Magic("ppt/")),
            new Entry(NUMBERS, new Magic("Index/")));

    private static final Magic ENCRYPTED = new Magic("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0");

    /// The kind of a file by its first bytes.
    public static Optional<BinaryKind> of(byte[] head, int length) {
        for (Known known : KNOWN) {
            if (known.magic.starts(head, length) && (!known.needsNul || hasNul(head, length))) {
                return Optional.of(known.kind);
            }
        }
        return Optional.empty();
    }

    /// Whether more of the file says more about it.
    boolean isContainer() {
        return this == ZIP || this == OLE2;
    }

    /// What the content of a container says about it.
    BinaryKind refined(byte[] head, int length) {
        if (this == OLE2) {
            return ENCRYPTED.isIn(head, length) ? OLE2_ENCRYPTED : OLE2;
        }
        for (Entry entry : ENTRIES) {
            if (entry.name.isIn(head, length)) {
                return entry.kind;
            }
        }
        return this;
    }

    private static boolean hasNul(byte[] head, int length) {
        for (int i = 0; i < Math.min(length, FileHead.LENGTH); i++) {
            if (head[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
