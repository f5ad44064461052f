package io.sluice.schema.outbox;

import java.util.Locale;

/// What of an account a change concerns.
public enum ChangeKind {
    /// Its settings, its state or its password; its creation with all that comes with it, and its erasure.
    ACCOUNT,
    SOURCE,
    TOKEN,
    /// An SSH key.
    KEY;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ChangeKind ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
