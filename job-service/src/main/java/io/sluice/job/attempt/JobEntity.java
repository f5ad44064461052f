package io.sluice.job.attempt;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.job.attempt.Job.Ending;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A row of the table `job`, for reading only; [JobEventStore] writes it.
@Entity
@Immutable
@Table(name = "job")
@SuppressWarnings("NullAway.Init")
class JobEntity {
    @Id
    @Column(name = "job_id")
    String jobId;

    @Column(name = "accuid")
    String account;

    @Column(name = "source_type")
    String sourceType;

    @Column(name = "data_date")
    LocalDate dataDate;

    @Column(name = "file_name")
    String fileName;

    String state;

    @Column(name = "received_at")
    @Nullable
    Instant receivedAt;

    @Column(name = "claimed_at")
    @Nullable
    Instant claimedAt;

    @Column(name = "progress_at")
    @Nullable
    Instant progressAt;

    @Column(name = "row_count")
    long rowCount;

    @Column(name = "error_count")
    long errorCount;

    @Column(name = "rows_accepted")
    @Nullable
    Long rowsAccepted;

    @Column(name = "source_name")
    @Nullable
    String sourceName;

    @Column(name = "schema_version")
    @Nullable
    Integer schemaVersion;

    @Column(name = "error_message")
    @Nullable
    String errorMessage;

    @Column(name = "finished_at")
    @Nullable
    Instant finishedAt;

    @Formula("(select count(*) from job same_day where same_day.accuid = accuid and same_day.source_type = source_type"
            + " and same_day.data_date = data_date and same_day.job_id <= job_id)")
    int attempt;

    Job toJob() {
        return new Job(
                new JobRef(
                        new JobId(jobId),
                        new AccountId(account),
                        new SourceType(sourceType),
                        new DataDate(dataDate),
                        fileName),
                Optional.ofNullable(sourceName),
                Optional.of(attempt),
                Optional.ofNullable(receivedAt),
                startedAt(),
                rowCount,
                errorCount,
                Optional.ofNullable(finishedAt).map(this::ending));
    }

    private Instant startedAt() {
        return Stream.of(claimedAt, progressAt, finishedAt)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no time is recorded of job " + jobId));
    }

    private Ending ending(Instant at) {
        return new Ending(
                Outcome.valueOf(state.toUpperCase(Locale.ROOT)),
                at,
                schemaVersion == null ? 0 : schemaVersion,
                rowsAccepted == null ? 0 : rowsAccepted,
                Optional.ofNullable(errorMessage));
    }
}
