package io.sluice.batch.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.batch.Md5;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UploadBodyTest {
    /// The MD5 of `abcdef`.
    private static final Md5 ABCDEF = new Md5("e80b5017098950fc58aad83c8c14978e");

    private final UploadBody body = new UploadBody(ABCDEF, 6, Runnable::run);

    @Test
    void handsOverWholeBody() {
        var stored = CompletableFuture.supplyAsync(this::readAll);

        take("abc");
        take("def");
        assertThat(body.isDeclared()).isTrue();
        body.release();

        assertThat(stored.join()).isEqualTo("abcdef");
    }

    /// Else the store would have all bytes of a wrong body.
    @Test
    void withholdsLastBytesOfWrongBody() {
        var stored = CompletableFuture.supplyAsync(this::readAll);

        take("abc");
        take("xyz");
        assertThat(body.isDeclared()).isFalse();
        body.close();

        assertThatThrownBy(stored::join).hasRootCauseMessage("the body broke off");
    }

    @Test
    void waitsUntilTheBufferIsTaken() throws IOException {
        var taken = new AtomicBoolean();
        body.take(bytes("abc")).subscribe().with(done -> {});
        body.take(bytes("def")).subscribe().with(done -> taken.set(true));
        var stream = body.stream();

        assertThat(stream.read()).isEqualTo('a');
        assertThat(stream.read()).isEqualTo('b');
        assertThat(taken).isFalse();
        assertThat(stream.read()).isEqualTo('c');

        assertThat(taken).isTrue();
    }

    @Test
    void takesNoMoreOnceTheStoreHasEnded() {
        body.take(bytes("abc")).subscribe().with(done -> {});
        var waiting = body.take(bytes("de")).subscribeAsCompletionStage();

        body.close();

        assertThatThrownBy(waiting::join).hasRootCauseMessage("the store takes no more of the body");
        assertThatThrownBy(() -> body.take(bytes("f")).await().indefinitely())
                .hasRootCauseMessage("the store takes no more of the body");
    }

    @Test
    void takesNoMoreWhenTheStorePausesForTooLong() {
        var hanging = new UploadBody(ABCDEF, 6, Runnable::run, Duration.ofMillis(1));
        hanging.take(bytes("abc")).await().indefinitely();

        assertThatThrownBy(() -> hanging.take(bytes("def")).await().indefinitely())
                .hasRootCauseMessage("the object store did not take the next bytes of a file within 0 s");
    }

    private void take(String text) {
        body.take(bytes(text)).await().indefinitely();
    }

    private String readAll() {
        try (var stream = body.stream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
