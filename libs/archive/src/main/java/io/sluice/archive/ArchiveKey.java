package io.sluice.archive;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.util.Optional;
import java.util.regex.Pattern;

/// The object key of an archived file or report. It holds everything the archive is searched by:
/// `archive/<accuid>/<source_type>/<yyyy>/<mm>/<yyyymmdd>_<source_type>.<job_id>.<csv|tsv>[.errors.csv].gz`.
///
/// Year and month are those of the data date. The keys of one source sort by data date, then by job.
///
/// @param extension `csv` or `tsv`, as in the uploaded file's name
public record ArchiveKey(
        AccountId account, SourceType source, DataDate dataDate, JobId job, String extension, ArchivedPart part) {
    public static final String ROOT = "archive/";
    private static final Pattern FORM = Pattern.compile("archive/(?<account>[^/]+)/(?<source>[^/]+)/[0-9]{4}/[0-9]{2}/"
            + "(?<date>[0-9]{8})_[^/.]+\\.(?<job>[^/.]+)\\.(?<extension>csv|tsv)(?<report>\\.errors\\.csv)?\\.gz");

    /// The key of a job's file.
    public static ArchiveKey ofFile(JobRef job) {
        return of(job, ArchivedPart.FILE);
    }

    static ArchiveKey of(JobRef job, ArchivedPart part) {
        return new ArchiveKey(
                job.accountId(),
                job.sourceType(),
                job.dataDate(),
                job.jobId(),
                job.fileName().substring(job.fileName().lastIndexOf('.') + 1),
                part);
    }

    /// Parses a key; empty when it has another form.
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
                                match.group("report") == null ? ArchivedPart.FILE : ArchivedPart.REPORT))
                        .filter(read -> read.toString().equals(key));
    }

    /// The prefix of all keys of an account.
    public static String prefix(AccountId account) {
        return ROOT + account + "/";
    }

    public static String prefix(AccountId account, SourceType source) {
        return prefix(account) + source + "/";
    }

    /// The prefix of all keys of a source and date.
    public static String prefix(AccountId account, SourceType source, DataDate date) {
        var day = date.toString();
        return "%s%s/%s/%s".formatted(prefix(account, source), day.substring(0, 4), day.substring(4, 6), day);
    }

    @Override
    public String toString() {
        return "%s_%s.%s.%s%s".formatted(prefix(account, source, dataDate), source, job, extension, part.suffix());
    }
}
