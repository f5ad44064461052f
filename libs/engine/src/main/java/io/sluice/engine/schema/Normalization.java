package io.sluice.engine.schema;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a sensitive value is changed before it is hashed or compared, so that different spellings of one value
/// give one hash.
public enum Normalization {
    /// The text is not changed.
    NONE {
        @Override
        public String normalize(String value) {
            return value;
        }
    },
    /// Surrounding blanks are removed and letters become lower case.
    EMAIL {
        @Override
        public String normalize(String value) {
            return value.strip().toLowerCase(Locale.ROOT);
        }
    },
    /// The ASCII digits, and a plus before the first of them. Nothing else is kept.
    PHONE {
        @Override
        public String normalize(String value) {
            StringBuilder kept = new StringBuilder(value.length());
            for (int i = 0; i < value.length(); i++) {
                char symbol = value.charAt(i);
                if ((symbol >= '0' && symbol <= '9') || (symbol == '+' && kept.isEmpty())) {
                    kept.append(symbol);
                }
            }
            return kept.toString();
        }
    };

    public abstract String normalize(String value);

    /// The word in the schema, e.g. `email`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Normalization> ofLabel(@Nullable String label) {
        for (Normalization normalization : values()) {
            if (normalization.label().equals(label)) {
                return Optional.of(normalization);
            }
        }
        return Optional.empty();
    }
}
