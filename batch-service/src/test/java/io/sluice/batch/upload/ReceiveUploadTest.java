package io.sluice.batch.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.batch.state.AccountDay;
import io.sluice.batch.state.Batch;
import io.sluice.batch.state.Batches;
import io.sluice.batch.state.Batches.BegunUpload;
import io.sluice.batch.state.Traffic;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiveUploadTest {
    private static final Batch BATCH = Batch.allocated(
            new BatchRef("3ee694e5-0b77-2d1e-af19-1aa78f500785"),
            new AccountId("110-1234-567"),
            new Md5("e80b5017098950fc58aad83c8c14978e"),
            6,
            Instant.EPOCH,
            Instant.EPOCH);
    private static final BegunUpload MARK = new BegunUpload(1, BATCH.ref(), BATCH.objectKey(), Instant.EPOCH);

    private final List<String> calls = new ArrayList<>();
    private final ReceiveUpload receiveUpload = new ReceiveUpload(
            fake(Batches.class), fake(BatchObjects.class), fake(Traffic.class), () -> {}, Clock.systemUTC());

    /// Nothing waits for the store: it may hang for ever.
    @Test
    void givesAStoreUpThatTakesNothing() {
        var received = receiveUpload.receive(
                BATCH,
                AccountDay.at(Instant.EPOCH, ZoneOffset.UTC),
                body -> Uni.createFrom().failure(new StorePausedException("the store took no byte")),
                () -> true,
                Runnable::run);

        assertThatThrownBy(() -> received.await().indefinitely())
                .isInstanceOf(ObjectStoreUnavailableException.class)
                .hasMessage(
                        "the object store does not go on to write batches/110-1234-567/3ee694e5-0b77-2d1e-af19-1aa78f500785.gz");
        assertThat(calls).containsExactly("beginUpload", "storedAt", "store", "store cancelled", "forget");
    }

    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> {
            calls.add(method.getName());
            return switch (method.getName()) {
                case "beginUpload" -> Uni.createFrom().item(Optional.of(MARK));
                case "storedAt" -> Uni.createFrom().item(Optional.empty());
                case "store" -> Uni.createFrom().nothing().onCancellation().invoke(() -> calls.add("store cancelled"));
                case "forget" -> Uni.createFrom().voidItem();
                default -> throw new IllegalStateException("not expected: " + method);
            };
        }));
    }
}
