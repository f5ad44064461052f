package io.sluice.contracts.file;

import io.sluice.contracts.account.SourceType;
import io.sluice.engine.Delimiter;
import io.sluice.engine.value.Symbols;
import java.util.Locale;
import java.util.function.Predicate;

/// What the name of a file in `sources/<source_type>/` says (spec 1 section 3, spec 4 section 3).
public sealed interface UploadName {

    /// `{YYYYMMDD}_{source_type}.{csv|tsv}` in the folder of the same source type.
    record Dated(String fileName, SourceType sourceType, DataDate dataDate, Delimiter delimiter)
            implements UploadName {}

    /// A name that clients use while they upload: it waits silently and is listed nowhere.
    record Temporary(String fileName) implements UploadName {}

    /// Never processed, never deleted, listed with its reason.
    record Ignored(String fileName, String reason) implements UploadName {}

    /// Reads a file name against the folder it lies in, the only one that its reason names.
    static UploadName read(String fileName, SourceType folder) {
        return read(fileName, folder, folder::equals);
    }

    /// Reads a file name against the folder it lies in.
    ///
    /// @param hasFolder whether the account has a folder of a source: reasons name no other folder
    static UploadName read(String fileName, SourceType folder, Predicate<SourceType> hasFolder) {
        if (isTemporary(fileName)) {
            return new Temporary(fileName);
        }
        var expected = "YYYYMMDD_%s.csv or YYYYMMDD_%s.tsv".formatted(folder, folder);
        var dot = fileName.lastIndexOf('.');
        var extension = dot < 0 ? "" : fileName.substring(dot + 1);
        var delimiter = Delimiter.ofExtension(extension);
        if (delimiter.isEmpty()) {
            return new Ignored(
                    fileName,
                    dot < 0
                            ? "The name has no extension, expected " + expected
                            : "Unknown extension .%s, expected %s".formatted(visible(extension), expected));
        }
        var stem = fileName.substring(0, dot);
        var underscore = stem.indexOf('_');
        if (underscore != 8 || !stem.substring(0, 8).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new Ignored(fileName, "The name does not begin with a date and _, expected " + expected);
        }
        var date = DataDate.of(stem.substring(0, 8));
        if (date.isEmpty()) {
            return new Ignored(
                    fileName, "%s is no date from 19000101 on, expected %s".formatted(stem.substring(0, 8), expected));
        }
        var type = stem.substring(9);
        if (!type.equals(folder.value())) {
            return new Ignored(
                    fileName,
                    SourceType.of(type).filter(hasFolder).isPresent()
                            ? "A file of %s lies in the folder of %s, expected sources/%s/"
                                    .formatted(type, folder, type)
                            : "\"%s\" is no source of the account, expected %s".formatted(visible(type), expected));
        }
        return new Dated(fileName, folder, date.get(), delimiter.get());
    }

    /// A name as reasons show it, with escapes in place of invisible characters.
    static String visible(String name) {
        return Symbols.visible(name);
    }

    /// True for names that clients give a file while they upload it.
    static boolean isTemporary(String fileName) {
        var name = fileName.toLowerCase(Locale.ROOT);
        return name.startsWith(".")
                || name.startsWith("lftp-")
                || name.endsWith("~")
                || name.endsWith(".filepart")
                || name.endsWith(".part")
                || name.endsWith(".partial")
                || name.endsWith(".tmp")
                || name.endsWith(".temp")
                || name.endsWith(".crdownload")
                || name.endsWith(".swp");
    }
}
