package io.sluice.job.history;

import com.fasterxml.jackson.annotation.JsonValue;
import io.sluice.contracts.event.Outcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A job's status in answers.
public enum JobStatus {
    /// The file is complete or being uploaded, but not claimed yet, so there is no job id.
    WAITING,
    PROCESSING,
    SUCCESS,
    FAILED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param outcome empty while the job runs
    static JobStatus of(Optional<Outcome> outcome) {
        return outcome.map(end -> switch (end) {
                    case SUCCESS -> SUCCESS;
                    case FAILED -> FAILED;
                })
                .orElse(PROCESSING);
    }

    static Optional<JobStatus> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }
}
