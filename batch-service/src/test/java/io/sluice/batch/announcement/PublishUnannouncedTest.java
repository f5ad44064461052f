package io.sluice.batch.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.BatchTrafficMeasured;
import io.sluice.events.EventTooLargeException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublishUnannouncedTest {
    private final List<String> published = new ArrayList<>();

    @Test
    void anEventTooLargeForKafkaHoldsUpNoOther() {
        var waiting = new InMemory();
        Stream.of("a", "b", "c").forEach(letter -> {
            waiting.batches.add(batch(letter));
            waiting.traffic.add(new BatchTrafficMeasured(new AccountId(letter), 10, Instant.EPOCH, 1));
        });
        var publishing = new PublishUnannounced(
                waiting,
                batch -> publish(batch.accountId().value()),
                traffic -> publish(traffic.accountId().value()));

        var count = publishing.all().await().indefinitely();

        assertThat(count).isEqualTo(6);
        assertThat(published).containsExactly("a", "c", "a", "c");
        assertThat(waiting.batches).isEmpty();
        assertThat(waiting.traffic).isEmpty();
    }

    private Uni<Void> publish(String account) {
        if (account.equals("b")) {
            return Uni.createFrom().failure(new EventTooLargeException("a-topic", "b", new IOException("2 MB")));
        }
        published.add(account);
        return Uni.createFrom().voidItem();
    }

    private static BatchReceived batch(String letter) {
        return new BatchReceived(
                new BatchRef("00000000-0000-4000-8000-" + letter.repeat(12)),
                new AccountId(letter),
                10,
                new Md5(letter.repeat(32)),
                "batches/" + letter,
                Instant.EPOCH);
    }

    private static final class InMemory implements Unannounced {
        private final List<BatchReceived> batches = new ArrayList<>();
        private final List<BatchTrafficMeasured> traffic = new ArrayList<>();

        @Override
        public Uni<Integer> publishBatches(int limit, Function<BatchReceived, Uni<Void>> publisher) {
            return publish(batches, limit, publisher);
        }

        @Override
        public Uni<Integer> publishTraffic(int limit, Function<BatchTrafficMeasured, Uni<Void>> publisher) {
            return publish(traffic, limit, publisher);
        }

        private static <E> Uni<Integer> publish(List<E> waiting, int limit, Function<E, Uni<Void>> publisher) {
            var some = waiting.stream().limit(limit).toList();
            return some.isEmpty()
                    ? Uni.createFrom().item(0)
                    : Uni.join()
                            .all(some.stream().map(publisher).toList())
                            .andFailFast()
                            .map(done -> {
                                waiting.removeAll(some);
                                return some.size();
                            });
        }
    }
}
