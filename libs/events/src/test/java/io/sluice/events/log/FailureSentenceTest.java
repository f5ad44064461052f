package io.sluice.events.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.CertificateException;
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
    void otherFailuresSayWhatTheySay() {
        assertThat(FailureSentence.of(new IllegalStateException("it is full", new IOException("errno 28"))))
                .isEqualTo("it is full");
        assertThat(FailureSentence.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
