package io.sluice.engine.hint;

import io.sluice.engine.scan.BinaryKind;
import io.sluice.engine.scan.ByteOrderMark;

/// What to do about a file that cannot be read. Each advice ends well: what it names is accepted afterwards.
///
/// Excel saves UTF-8 only with a byte order mark, so whoever is sent to Excel also hears about the mark.
public final class FileHints {
    private static final String CAN_ALLOW = "the source can allow one (\"byte_order_mark\": \"allow\")";
    private static final String WITH_EXTENSION = " with the extension .csv";
    private static final int SAME_REST = 16;

    private FileHints() {}

    /// About a byte order mark.
    ///
    /// @param isCsv whether the file must be separated by commas, not tabs
    /// @param allowed whether the source allows the mark of UTF-8
    public static String ofMark(ByteOrderMark mark, boolean isCsv, boolean allowed) {
        return switch (mark) {
            case UTF_8 ->
                "UTF-8 with its mark, as Excel's \"CSV UTF-8\" writes it; save it from an editor as UTF-8 without the mark, or "
                        + CAN_ALLOW;
            case UTF_16, UTF_16_BIG ->
                "the file is UTF-16 (such as Excel's Unicode text"
                        + (isCsv ? ", which is separated by tabs: name it .tsv or write commas" : "") + "), "
                        + fromUnicode(isCsv, allowed);
            case UTF_32, UTF_32_BIG -> "the file is UTF-32, " + fromUnicode(isCsv, allowed);
        };
    }

    private static String fromUnicode(boolean isCsv, boolean allowed) {
        return allowed
                ? "save it as UTF-8, such as " + csvUtf8(isCsv)
                : "save it as UTF-8 without the mark; " + csvUtf8(isCsv) + " writes one, " + CAN_ALLOW;
    }

    /// Excel saves UTF-8 only with commas.
    private static String csvUtf8(boolean isCsv) {
        return "Excel's \"CSV UTF-8\"" + (isCsv ? "" : WITH_EXTENSION);
    }

    public static String saveAsUtf8(boolean isCsv, boolean allowed) {
        return allowed
                ? "save the file as UTF-8, such as " + csvUtf8(isCsv)
                : "save the file as UTF-8 without a byte order mark (" + csvUtf8(isCsv) + " writes one, " + CAN_ALLOW
                        + ")";
    }

    public static String ofKind(BinaryKind kind, boolean isCsv, boolean allowed) {
        String text = isCsv ? "CSV" : "TSV";
        return switch (kind) {
            case GZIP -> "it is gzip-compressed, unpack it and upload the " + text + " that is inside";
            case BZIP2 -> "it is bzip2-compressed, unpack it and upload the " + text + " that is inside";
            case XZ -> "it is xz-compressed, unpack it and upload the " + text + " that is inside";
            case ZSTD -> "it is zstd-compressed, unpack it and upload the " + text + " that is inside";
            case SEVEN_ZIP -> "it is a 7z archive, unpack it and upload the " + text + " that is inside";
            case RAR -> "it is a RAR archive, unpack it and upload the " + text + " that is inside";
            case ZIP -> "it is a zip archive, unpack it and upload the " + text + " that is inside";
            case EXCEL -> "it is an Excel workbook (.xlsx), " + excel(isCsv, allowed);
            case OLE2 -> "it is an old Office document, likely an Excel workbook (.xls), " + excel(isCsv, allowed);
            case OLE2_ENCRYPTED -> "it is an Office document with a password, open it and " + excel(isCsv, allowed);
            case NUMBERS ->
                "it is likely a Numbers spreadsheet, export it as CSV with the encoding Unicode (UTF-8)"
                        + (isCsv ? "" : " and the extension .csv");
            case OPEN_DOCUMENT_SPREADSHEET ->
                "it is an OpenDocument spreadsheet (.ods), save the sheet in LibreOffice as Text CSV with the character set Unicode (UTF-8) and the field delimiter "
                        + (isCsv ? "," : "{Tab}");
            case OPEN_DOCUMENT -> "it is an OpenDocument file, export the data as " + text;
            case WORD -> "it is a Word document (.docx), export the data as " + text;
            case POWERPOINT -> "it is a PowerPoint document (.pptx), export the data as " + text;
            case PDF -> "it is a PDF document, export the data as " + text + " where it comes from";
            case PARQUET -> "it is a Parquet file, export the data as " + text;
            case AVRO -> "it is an Avro file, export the data as " + text;
            case SQLITE -> "it is an SQLite database, export the table as " + text;
            case IMAGE -> "it is an image, export the data as " + text + " where it comes from";
        };
    }

    /// Excel saves UTF-8 only as CSV.
    private static String excel(boolean isCsv, boolean allowed) {
        return "save the sheet as \"CSV UTF-8\"" + (isCsv ? "" : WITH_EXTENSION)
                + (allowed ? "" : "; Excel then writes a byte order mark, " + CAN_ALLOW);
    }

    /// About a header with another delimiter, to be added to the message.
    ///
    /// @param symbol what separates the header
    /// @param isTsv whether the file must be separated by tabs
    public static String ofDelimiter(char symbol, boolean isTsv) {
        return switch (symbol) {
            case '\t' -> " (or the extension .tsv)";
            case ',' -> " (or the extension .csv)";
            case ';' ->
                isTsv
                        ? "; LibreOffice asks for the separator on saving"
                        : "; Excel takes its region's list separator, LibreOffice asks for it on saving";
            default -> "";
        };
    }

    /// About a NUL.
    ///
    /// @param position of the NUL in the bytes around it
    public static String ofNul(byte[] bytes, int position, int length, boolean isCsv, boolean allowed) {
        if (isUtf16(bytes, length)) {
            return "likely UTF-16 without its mark; " + saveAsUtf8(isCsv, allowed);
        }
        if (length - position >= SAME_REST && isNul(bytes, position, length)) {
            return "and only NULs after it; the file was cut off while it was written, export it again";
        }
        return "a text file holds none; remove it where the file is made";
    }

    /// About a CR alone, to be added to the message.
    ///
    /// @param position of a CR without LF in the bytes around it
    public static String ofCr(byte[] bytes, int position, int length, boolean isCsv, boolean allowed) {
        boolean more = false;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                return "";
            }
            more |= bytes[i] == '\r' && i > position;
        }
        return more
                ? "; Excel's \"CSV (Macintosh)\" ends every line so, take its \"CSV UTF-8\""
                        + (isCsv ? "" : WITH_EXTENSION)
                        + (allowed ? "" : "; Excel then writes a byte order mark, " + CAN_ALLOW)
                : "";
    }

    private static boolean isNul(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether almost all NULs are at even places, or at odd ones, and many: two in five pairs have one.
    private static boolean isUtf16(byte[] bytes, int length) {
        int[] nuls = new int[2];
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                nuls[i & 1]++;
            }
        }
        int most = Math.max(nuls[0], nuls[1]);
        return most >= 3 && most * 5 >= length && Math.min(nuls[0], nuls[1]) * 10 <= most;
    }
}
