package io.sluice.objects.report;

import io.sluice.contracts.event.JobWarning;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadValidated;
import java.util.List;
import java.util.stream.Stream;

/// How the job of a file ends that the volume denied to move, each time: a refused one fails
/// ([CheckFailure#UNRELEASED]), an accepted one stays accepted and carries a warning, because its rows are
/// the data of their day.
public final class UnreleasedFile {
    private static final JobWarning NOT_MOVED = new JobWarning(
            "file-not-moved",
            "Sluice cannot move the file to its folder; its rows are accepted, the file is unchanged and nothing has to be done");

    private UnreleasedFile() {}

    /// The outcome of an accepted file with the warning, and without its first errors, which may have made
    /// the event too large for Kafka. Its report has them all.
    public static JobReport accepted(JobReport stored) {
        var outcome = stored.outcome();
        if (outcome.outcome() != Outcome.SUCCESS) {
            throw new IllegalArgumentException("expected an accepted file but job %s has the outcome %s"
                    .formatted(outcome.job().jobId(), outcome.outcome()));
        }
        return new JobReport(
                new UploadValidated(
                        outcome.job(),
                        outcome.outcome(),
                        outcome.sourceName(),
                        outcome.schemaVersion(),
                        outcome.rows(),
                        outcome.rowsAccepted(),
                        outcome.errorCount(),
                        outcome.errorMessage(),
                        List.of(),
                        outcome.hasReport(),
                        outcome.size(),
                        outcome.sha256(),
                        outcome.receivedAt(),
                        outcome.startedAt(),
                        outcome.validatedAt(),
                        Stream.concat(outcome.warnings().stream(), Stream.of(NOT_MOVED))
                                .distinct()
                                .toList()),
                stored.report(),
                stored.data());
    }

    /// Whether the job ended with its file in its claim.
    public static boolean isEndOf(UploadValidated outcome) {
        return CheckFailure.UNRELEASED.isCauseOf(outcome) || outcome.warnings().contains(NOT_MOVED);
    }
}
