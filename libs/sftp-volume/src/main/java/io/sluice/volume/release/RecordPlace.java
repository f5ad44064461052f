package io.sluice.volume.release;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.VolumePaths;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/// The paths of one job's release record and of what belongs to it, below
/// `/released/<yyyymmddhh>/<accuid>/<job_id>`:
///
/// | ending | holds |
/// |---|---|
/// | `.planned` | the record while the job's end is not yet published |
/// | `.json` | the record of a file that waits to be archived |
/// | `.done` | the record of a file that is archived and may be removed |
/// | `.original` | the archived file, where its account cannot see it |
/// | `.report` | its error report, where its account cannot see it |
///
/// The hour is that of the validation, so that it stays the same when a release is tried again.
///
/// @param hour `yyyymmddhh` in UTC
public record RecordPlace(String hour, AccountId account, JobId job) {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuuMMddHH").withResolverStyle(ResolverStyle.STRICT);

    public static RecordPlace of(AccountId account, JobId job, Instant judgedAt) {
        return new RecordPlace(HOUR.format(judgedAt.atOffset(ZoneOffset.UTC)), account, job);
    }

    /// The begin of the hour that names a folder; empty when the name is not an hour.
    public static Optional<Instant> startOf(String hour) {
        try {
            return Optional.of(LocalDateTime.parse(hour, HOUR).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException anotherName) {
            return Optional.empty();
        }
    }

    public static String folder(String hour) {
        return VolumePaths.RELEASED + "/" + hour;
    }

    public static String folder(String hour, AccountId account) {
        return folder(hour) + "/" + account;
    }

    public String planned() {
        return path(Suffix.PLANNED);
    }

    public String record() {
        return path(Suffix.RECORD);
    }

    public String done() {
        return path(Suffix.DONE);
    }

    public String original() {
        return path(Suffix.ORIGINAL);
    }

    public String report() {
        return path(Suffix.REPORT);
    }

    private String path(Suffix suffix) {
        return folder(hour, account) + "/" + job + suffix.text;
    }

    /// How the names in a folder of records end.
    public enum Suffix {
        PLANNED(".planned"),
        RECORD(".json"),
        DONE(".done"),
        ORIGINAL(".original"),
        REPORT(".report");

        private final String text;

        Suffix(String text) {
            this.text = text;
        }

        public Optional<JobId> jobOf(String name) {
            return name.endsWith(text) ? JobId.of(name.substring(0, name.length() - text.length())) : Optional.empty();
        }
    }
}
