package io.sluice.cli.doctor;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/// The most informative message of a failure: the innermost one.
final class Causes {
    private Causes() {}

    static String of(Throwable failure) {
        var inner = failure;
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                // The JDK's HTTP client leaves the message of these empty.
                case ConnectException refused
                when refused.getMessage() == null -> {
                    return refused.getCause() == null ? "Connection refused" : refused(refused);
                }
                case UnknownHostException unknown -> {
                    return "unknown host name " + unknown.getMessage();
                }
                default -> inner = cause;
            }
        }
        var text = inner.getMessage();
        return text == null || text.isBlank()
                ? inner.getClass().getSimpleName()
                : text.lines().findFirst().orElse(text).strip();
    }

    private static String refused(ConnectException refused) {
        for (var cause = refused.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "unknown host name";
            }
        }
        return "Connection refused";
    }
}
