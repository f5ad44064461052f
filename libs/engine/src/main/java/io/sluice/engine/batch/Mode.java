package io.sluice.engine.batch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a record does to its entity.
public enum Mode {
    /// Replaces the entity.
    INSERT(true),
    /// Makes the entity; there must be none yet.
    CREATE(true),
    /// Changes the fields that are sent; makes the entity if there is none.
    UPSERT(false),
    /// As an upsert, but the entity must be valid afterwards.
    MERGE(false),
    DELETE(false),
    /// Deletes the entity and its history.
    GDPR_DELETE(false);

    private static final List<Mode> ALL = List.of(values());

    private final boolean whole;

    @SuppressWarnings("ImmutableEnumChecker") // never written to
    private final byte[] bytes = label().getBytes(StandardCharsets.US_ASCII);

    Mode(boolean whole) {
        this.whole = whole;
    }

    /// The mode as records spell it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether the record is the whole entity, so that its required fields must be there.
    public boolean isWhole() {
        return whole;
    }

    public boolean isDelete() {
        return this == DELETE || this == GDPR_DELETE;
    }

    static Optional<Mode> of(JsonText text) {
        for (Mode mode : ALL) {
            if (text.is(mode.bytes)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
