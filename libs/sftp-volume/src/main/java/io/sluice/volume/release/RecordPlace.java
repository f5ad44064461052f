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

/// Where one job's release record lies and what goes with it: `/released/<yyyymmddhh>/<accuid>/<job_id>.…`.
///
/// The hour is that of the verdict, which is the same however often a release is tried.
///
/// @param hour `yyyymmddhh` in UTC
public record RecordPlace(String hour, AccountId account, JobId job) {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuuMMddHH").withResolverStyle(ResolverStyle.STRICT);

    public static RecordPlace of(AccountId account, JobId job, Instant judgedAt) {
        return new RecordPlace(HOUR.format(judgedAt.atOffset(ZoneOffset.UTC)), account, job);
    }

    /// When an hour folder's hour begins; empty when the name is none of an hour.
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

    /// The record before the job's end is known.
    public String planned() {
        return path(Suffix.PLANNED);
    }

    /// The record of a file that waits for the archive.
    public String record() {
        return path(Suffix.RECORD);
    }

    /// The record of a file that is archived and may go.
    public String done() {
        return path(Suffix.DONE);
    }

    /// The archived file, out of its account's sight.
    public String original() {
        return path(Suffix.ORIGINAL);
    }

    /// The archived file's report, out of its account's sight.
    public String report() {
        return path(Suffix.REPORT);
    }

    private String path(Suffix suffix) {
        return folder(hour, account) + "/" + job + suffix.text;
    }

    /// The last part of the names in a folder of records.
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
