package io.sluice.contracts.api;

import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.limit.EntryCount;
import io.sluice.contracts.limit.LimitExceeded;
import java.util.Locale;

/// The messages of errors about a file that no schema judged.
public final class UnreadFile {
    /// Begins the message of an `internal-error`.
    public static final String NOT_CHECKED = "Could not be checked";

    /// Why, when Sluice failed in a way that nobody foresaw.
    public static final String UNEXPECTED_FAILURE =
            "Sluice failed while it checked the file; the file is unchanged and nothing has to be done";

    private UnreadFile() {}

    /// A `schema-error`: there is no such source.
    public static String withoutSource(SourceType source) {
        return "No schema for source [%s]: it is not registered or was retired; ask the platform team to register it"
                .formatted(source);
    }

    /// A `schema-error`: the source takes no files.
    public static String ofRecords(SourceType source) {
        return "No schema for source [%s]: it takes records of batches over HTTP and no files".formatted(source);
    }

    /// A `schema-error`: the source has a schema that the engine refuses.
    public static String withUnusableSchema(SourceType source, int version, String problem) {
        return "No schema for source [%s]: version %d cannot be used (%s); change the schema and upload the file again"
                .formatted(source, version, problem);
    }

    /// An `internal-error`.
    ///
    /// @param reason holds nothing of an exception, whose text may show cells of the file
    public static String notChecked(String reason) {
        return NOT_CHECKED + ": " + reason;
    }

    /// A `quota-workspace` or `quota-daily`.
    ///
    /// @param fileBytes of the file alone
    public static String overLimit(LimitExceeded exceeded, long fileBytes) {
        var used = exceeded.entries().map(EntryCount::used).orElse(exceeded.usedBytes());
        var limit = exceeded.entries().map(EntryCount::limit).orElse(exceeded.limitBytes());
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d %s used, %,d too many; %s",
                switch (exceeded.limit()) {
                    case WORKSPACE -> "Workspace limit exceeded";
                    case DAILY -> "Daily upload limit exceeded";
                },
                used,
                limit,
                exceeded.entries().map(EntryCount::kind).map(UnreadFile::name).orElse("bytes"),
                used - limit,
                neverFits(exceeded, fileBytes)
                        ? "the file alone is larger than the limit and never fits, ask the platform team for a higher one"
                        : whatMakesRoom(exceeded));
    }

    /// Whether there is no room for such a file however little else the account has.
    public static boolean neverFits(LimitExceeded exceeded, long fileBytes) {
        return exceeded.entries().isEmpty() && fileBytes > exceeded.limitBytes();
    }

    private static String whatMakesRoom(LimitExceeded exceeded) {
        if (exceeded.entries()
                .filter(entries -> entries.kind() == EntryCount.Kind.FOLDERS)
                .isPresent()) {
            return "ask the platform team to remove folders, then upload the file again";
        }
        return switch (exceeded.limit()) {
            case WORKSPACE ->
                "upload the file again once older files are archived, which makes room by itself, or ask the platform team for more";
            case DAILY -> "upload the file again tomorrow, or ask the platform team for a higher limit";
        };
    }

    private static String name(EntryCount.Kind kind) {
        return switch (kind) {
            case FILES -> "files";
            case FOLDERS -> "folders";
        };
    }
}
