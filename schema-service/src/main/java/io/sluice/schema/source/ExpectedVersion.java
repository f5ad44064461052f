package io.sluice.schema.source;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a conditional request says about versions (RFC 9110 section 13.1): `"3"`, a list of such tags, or
/// `*`.
///
/// @param text the header as sent
/// @param tags the entity tags in it, with their quotes; empty for any version
record ExpectedVersion(String text, Set<String> tags) {
    private static final String ANY = "*";

    /// Reads the header; without one, any version fits.
    static ExpectedVersion of(@Nullable String header) {
        if (header == null || header.strip().equals(ANY)) {
            return new ExpectedVersion(ANY, Set.of());
        }
        return new ExpectedVersion(
                header, Stream.of(header.split(",")).map(String::strip).collect(Collectors.toUnmodifiableSet()));
    }

    /// Whether a change may start from that version; weak tags never fit.
    boolean fits(int version) {
        return text.equals(ANY) || tags.contains(tag(version));
    }

    static String tag(int version) {
        return "\"%d\"".formatted(version);
    }
}
