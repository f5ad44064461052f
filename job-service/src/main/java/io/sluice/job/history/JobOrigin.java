package io.sluice.job.history;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the data of a job came.
public enum JobOrigin {
    /// A dated file over SFTP.
    FILE,
    /// A batch over HTTP.
    BATCH;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<JobOrigin> of(String word) {
        return Arrays.stream(values())
                .filter(origin -> origin.word().equals(word))
                .findFirst();
    }
}
