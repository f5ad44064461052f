package io.sluice.archive;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.util.Optional;
import java.util.regex.Pattern;

/// The object key of an archived file or report, which says all that the archive is searched by:
/// `archive/<accuid>/<source_type>/<yyyy>/<mm>/<yyyymmdd>_<source_type>.<job_id>.<csv|tsv>[.errors.csv].gz`.
///
/// Year and month are those of the data date. The keys of one source sort by data date, then by job.
///
/// @param extension `csv` or `tsv`, the uploaded file's
public record ArchiveKey(
        AccountId account, SourceType source, DataDate dataDate, JobId job, String extension, Kind kind) {
    public static final String ROOT = "archive/";
    private static final Pattern FORM = Pattern.compile("archive/(?<account>[^/]+)/(?<source>[^/]+)/[0-9]{4}/[0-9]{2}/"
            + "(?<date>[0-9]{8})_[^/.]+\\.(?<job>[^/.]+)\\.(?<extension>csv|tsv)(?<kind>\\.errors\\.csv)?\\.gz");

    /// What of a job it holds.
    public enum Kind {
        FILE(".gz"),
        REPORT(".errors.csv.gz");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    static ArchiveKey of(JobRef job, Kind kind) {
        return new ArchiveKey(
                job.accountId(),
                job.sourceType(),
                job.dataDate(),
                job.jobId(),
                job.fileName().substring(job.fileName().lastIndexOf('.') + 1),
                kind);
    }

    /// Reads a key; empty when it has another form.
    public static Optional<ArchiveKey> read(String key) {
        var match = FORM.matcher(key);
        if (!match.matches()) {
            return Optional.empty();
        }
        var account = AccountId.of(match.group("account"));
        var source = SourceType.of(match.group("source"));
        var date = DataDate.of(match.group("date"));
        var job = JobId.of(match.group("job"));
        return account.isEmpty() || source.isEmpty() || date.isEmpty() || job.isEmpty()
                ? Optional.empty()
                : Optional.of(new ArchiveKey(
                                account.get(),
                                source.get(),
                                date.get(),
                                job.get(),
                                match.group("extension"),
                                match.group("kind") == null ? Kind.FILE : Kind.REPORT))
                        .filter(read -> read.toString().equals(key));
    }

    /// What the keys of an account begin with.
    public static String prefix(AccountId account) {
        return ROOT + account + "/";
    }

    public static String prefix(AccountId account, SourceType source) {
        return prefix(account) + source + "/";
    }

    /// What the keys of a source and date begin with.
    public static String prefix(AccountId account, SourceType source, DataDate date) {
        var day = date.toString();
        return "%s%s/%s/%s".formatted(prefix(account, source), day.substring(0, 4), day.substring(4, 6), day);
    }

    @Override
    public String toString() {
        return "%s_%s.%s.%s%s".formatted(prefix(account, source, dataDate), source, job, extension, kind.suffix);
    }
}
