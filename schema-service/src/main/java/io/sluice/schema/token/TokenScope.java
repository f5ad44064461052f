package io.sluice.schema.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// What a token allows within its account.
public enum TokenScope {
    @JsonProperty("read")
    READ,
    @JsonProperty("write")
    WRITE,
    /// Data sets alone; the others include them.
    @JsonProperty("data")
    DATA;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TokenScope ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
