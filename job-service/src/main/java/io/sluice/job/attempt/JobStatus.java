package io.sluice.job.attempt;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The word for a job's state in answers.
public enum JobStatus {
    /// The file was seen and is not yet taken; there is no job id.
    WAITING,
    PROCESSING,
    SUCCESS,
    FAILED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<JobStatus> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst();
    }
}
