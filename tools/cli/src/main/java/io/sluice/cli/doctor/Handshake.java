package io.sluice.cli.doctor;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// What a failed TLS handshake says to an operator.
final class Handshake {
    private Handshake() {}

    /// Empty if the failure is another one.
    ///
    /// @param part for instance `the database`
    /// @param key names the authorities
    static Optional<CheckOutcome> failure(String part, Throwable failure, String place, String key) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                return Optional.of(new CheckOutcome.Bad(
                        "the TLS handshake with %s fails: %s (%s)".formatted(part, Causes.of(failure), place),
                        "a certificate of a trusted authority, for the host of the address",
                        "see that %s names the authority, and that the address has the host that the certificate is for"
                                .formatted(key)));
            }
        }
        return Optional.empty();
    }
}
