package io.sluice.web.security;

/// What a tenant's token allows, by the words of its claim `scope`.
public enum Scope {
    READ("read"),
    /// Includes reading.
    WRITE("write");

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
