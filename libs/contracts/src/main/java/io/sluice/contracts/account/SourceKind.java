package io.sluice.contracts.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a source takes. It is fixed at the creation of the source.
public enum SourceKind {
    /// Dated files over SFTP; each replaces its day.
    @JsonProperty("days")
    DAYS,
    /// Batches over HTTP; their records change entities.
    @JsonProperty("entities")
    ENTITIES;

    /// The kind as the API spells it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The kind with this label.
    public static Optional<SourceKind> ofLabel(@Nullable String label) {
        return Stream.of(values()).filter(kind -> kind.label().equals(label)).findFirst();
    }
}
