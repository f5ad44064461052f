package io.sluice.events;

import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/// Why Kafka cannot be used, in words.
public final class KafkaFailure {
    private KafkaFailure() {}

    /// The cause that an operator can act on.
    ///
    /// | failure | sentence |
    /// |---|---|
    /// | of TLS | `the TLS handshake with the broker fails: …` |
    /// | of the log-in | `the broker refuses the log-in: …` |
    /// | of rights | `the broker refuses access: …` |
    /// | any other | the message of the innermost cause |
    public static String sentence(Throwable failure) {
        var innermost = failure;
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case SslAuthenticationException refused -> {
                    return "the TLS handshake with the broker fails: " + message(innermost(refused));
                }
                case SaslAuthenticationException refused -> {
                    return "the broker refuses the log-in: " + message(refused);
                }
                case AuthorizationException refused -> {
                    return "the broker refuses access: " + message(refused);
                }
                default -> innermost = cause;
            }
        }
        return message(innermost);
    }

    private static Throwable innermost(Throwable failure) {
        var innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }

    private static String message(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
