package io.sluice.web.security;

import java.util.List;
import java.util.stream.Stream;

/// What a tenant's token allows, by the words of its claim `scope`.
public enum Scope {
    /// Reads data sets, and nothing else.
    DATA("data"),
    /// Includes reading of data sets.
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

    /// Whether one of these words allows it: each scope allows what the ones before it do.
    boolean isAllowedBy(List<String> words) {
        return Stream.of(values()).anyMatch(scope -> compareTo(scope) <= 0 && words.contains(scope.word));
    }
}
