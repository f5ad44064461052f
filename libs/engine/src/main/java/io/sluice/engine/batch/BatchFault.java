package io.sluice.engine.batch;

import io.sluice.engine.gzip.Content;
import io.sluice.engine.gzip.GzipFault;
import io.sluice.engine.scan.BinaryKind;
import io.sluice.engine.scan.ByteOrderMark;
import java.util.Locale;
import java.util.Optional;

/// Why a whole batch cannot be read; nothing of it is imported. The code in its log is 400.
///
/// @param message says what the file is and what to send
public record BatchFault(String message) {
    private static final String EXPECTED = "send one gzip file of JSON lines, one record on each line";

    static final BatchFault NO_RECORDS = new BatchFault("The file has no records: " + EXPECTED);
    static final BatchFault ARRAY = new BatchFault(
            "The file holds one JSON array: write each record on a line of its own, without brackets around all and commas between");
    static final BatchFault PRETTY_PRINTED =
            new BatchFault("The file holds pretty-printed JSON: write each record on one line, for example with jq -c");

    static BatchFault of(GzipFault fault) {
        return new BatchFault(
                switch (fault) {
                    case GzipFault.Empty empty -> "The file is empty: " + EXPECTED;
                    case GzipFault.NotGzip(Content content) ->
                        "Not a gzip file: %s; %s".formatted(packed(content), EXPECTED);
                    case GzipFault.Truncated truncated ->
                        "The gzip file is cut off: its end is missing; pack it again and compare its size";
                    case GzipFault.Damaged(long offset) ->
                        "The gzip file is damaged: its data or checksum is wrong at byte %d; pack it again"
                                .formatted(offset);
                    case GzipFault.TrailingBytes(long offset) ->
                        "The gzip file is followed by other bytes: from byte %d on it is no gzip; send nothing behind it"
                                .formatted(offset);
                    case GzipFault.TooLarge(long limit) ->
                        String.format(
                                Locale.ROOT,
                                "The file is too large: it unpacks to more than %,d bytes; send it in parts",
                                limit);
                    case GzipFault.Exploding(int limit) ->
                        "The file is packed too densely: it unpacks to more than %d times its size; send it in parts"
                                .formatted(limit);
                });
    }

    /// The fault of what a gzip file holds; empty if it may be records.
    static Optional<BatchFault> of(Content unpacked) {
        return switch (unpacked) {
            case Content.Marked(ByteOrderMark mark) ->
                Optional.of(new BatchFault(
                        mark == ByteOrderMark.UTF_8
                                ? "The records start with a byte order mark: save them as UTF-8 without it"
                                : "The records are not UTF-8: they start with the mark of %s; save them as UTF-8 without a mark"
                                        .formatted(mark.name().startsWith("UTF_32") ? "UTF-32" : "UTF-16")));
            case Content.Tar tar ->
                Optional.of(new BatchFault(
                        "The gzip file holds a tar archive: pack the JSON lines with gzip alone, without tar"));
            case Content.Binary(BinaryKind kind) ->
                Optional.of(new BatchFault(
                        kind == BinaryKind.GZIP
                                ? "The gzip file holds another gzip file: pack the JSON lines once"
                                : "The gzip file holds %s: pack the JSON lines with gzip alone"
                                        .formatted(named(kind))));
            case Content.Json json -> Optional.empty();
            case Content.Other other -> Optional.empty();
        };
    }

    private static String packed(Content content) {
        return switch (content) {
            case Content.Marked marked -> "it is text with a byte order mark";
            case Content.Tar tar -> "it is a tar archive";
            case Content.Binary(BinaryKind kind) -> "it is " + named(kind);
            case Content.Json json -> "it is JSON that is not packed";
            case Content.Other other -> "it begins with other bytes";
        };
    }

    private static String named(BinaryKind kind) {
        return switch (kind) {
            case GZIP -> "a gzip file";
            case ZIP -> "a zip archive";
            case BZIP2 -> "a bzip2 file";
            case XZ -> "an xz file";
            case ZSTD -> "a Zstandard file";
            case SEVEN_ZIP -> "a 7-Zip archive";
            case RAR -> "a RAR archive";
            case PDF -> "a PDF";
            case PARQUET -> "a Parquet file";
            case AVRO -> "an Avro file";
            case SQLITE -> "an SQLite database";
            case IMAGE -> "an image";
            case EXCEL, NUMBERS, OPEN_DOCUMENT_SPREADSHEET, OLE2, OLE2_ENCRYPTED ->
                "a spreadsheet or another office document";
            case WORD, POWERPOINT, OPEN_DOCUMENT -> "an office document";
        };
    }
}
