package io.sluice.contracts.limit;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How many entries an account has in its directory, claimed files included, and how many it may have.
public record EntryCount(Kind kind, long used, long limit) {
    public EntryCount {
        if (used < 0 || limit <= 0) {
            throw new IllegalArgumentException(
                    "expected 0 or more entries and a positive limit but got %d of %d %s".formatted(used, limit, kind));
        }
    }

    /// Whether there are more than the account may have.
    public boolean exceeded() {
        return used > limit;
    }

    /// What is counted.
    public enum Kind {
        @JsonProperty("files")
        FILES,
        @JsonProperty("folders")
        FOLDERS
    }
}
