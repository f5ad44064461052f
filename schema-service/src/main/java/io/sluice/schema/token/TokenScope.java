package io.sluice.schema.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// What a token allows within its account.
public enum TokenScope {
    @JsonProperty("read")
    READ,
    @JsonProperty("write")
    WRITE;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TokenScope ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
