package io.sluice.batch.access;

import io.quarkus.security.AuthenticationFailedException;
import io.sluice.web.problem.MalformedCredentialsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A header `Authorization: Basic base64(clientKey:apiToken)`.
record BasicHeader(String clientKey, String token) {
    private static final String SCHEME = "Basic ";

    /// Whether the header has the scheme, whatever follows.
    static boolean isBasic(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /// The refusal of Basic credentials that cannot be read.
    static AuthenticationFailedException malformed() {
        return new AuthenticationFailedException(new MalformedCredentialsException(
                "The Basic credentials are malformed, expected base64 of <client key>:<API token>."));
    }

    /// Empty for a header that is none of these.
    static Optional<BasicHeader> read(@Nullable String header) {
        if (header == null || !isBasic(header)) {
            return Optional.empty();
        }
        try {
            var text = new String(
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip()), StandardCharsets.UTF_8);
            var colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new BasicHeader(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
