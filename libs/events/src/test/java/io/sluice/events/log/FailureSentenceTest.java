package io.sluice.events.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FailureSentenceTest {
    @Test
    void namesTheCertificateThatWasRefused() {
        var refused = new SSLHandshakeException("General SSLEngine problem");
        refused.initCause(new CertificateException("no name matches db.example"));

        assertThat(FailureSentence.of(new IllegalStateException("no connection", refused)))
                .isEqualTo("no connection: no name matches db.example");
    }

    @Test
    void saysNothingTwice() {
        var refused = new SSLHandshakeException("no path to the authority");

        assertThat(FailureSentence.of(new IllegalStateException("failed: no path to the authority", refused)))
                .isEqualTo("failed: no path to the authority");
    }

    @Test
    void failureOfAnotherThreadSaysWhatItSays() {
        assertThat(FailureSentence.of(new CompletionException(new ExecutionException(new IOException("errno 28")))))
                .isEqualTo("errno 28");
        assertThat(FailureSentence.of(new ExecutionException("it was cancelled", null)))
                .isEqualTo("it was cancelled");
    }

    @Test
    void otherFailuresSayWhatTheySay() {
        assertThat(FailureSentence.of(new IllegalStateException("it is full", new IOException("errno 28"))))
                .isEqualTo("it is full");
        assertThat(FailureSentence.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
