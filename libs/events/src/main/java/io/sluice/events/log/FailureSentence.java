package io.sluice.events.log;

import java.security.GeneralSecurityException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/// Why something failed, in one sentence. Clients hide a certificate that they refuse below several causes.
public final class FailureSentence {
    private FailureSentence() {}

    /// The failure's message; after a failure of TLS the innermost one, too, which names it. What only
    /// carries a failure from another thread says nothing.
    public static String of(Throwable failure) {
        var carried = failure.getCause();
        return carried != null && (failure instanceof CompletionException || failure instanceof ExecutionException)
                ? of(carried)
                : sentence(failure);
    }

    private static String sentence(Throwable failure) {
        var message = message(failure);
        var ofTls = false;
        var innermost = failure;
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            ofTls |= cause instanceof SSLException || cause instanceof GeneralSecurityException;
            innermost = cause;
        }
        return ofTls && !message.contains(message(innermost)) ? message + ": " + message(innermost) : message;
    }

    private static String message(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
