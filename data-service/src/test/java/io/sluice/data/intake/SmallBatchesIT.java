package io.sluice.data.intake;

import static io.sluice.data.parts.TestBatch.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.Topics;
import io.sluice.data.parts.Imported;
import io.sluice.data.parts.TestBatch;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/// Small batches beside big ones that do not end.
@QuarkusTest
class SmallBatchesIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int BIG_ONES = 3;
    private static final int SMALL_ACCOUNTS = 20;

    @Inject
    S3Client objects;

    @Inject
    DataSource database;

    @Test
    void doNotWaitBehindBigOnes() throws SQLException {
        var one = TestAccount.freshId();
        var other = TestAccount.freshId();
        List.of(one, other).forEach(account -> Imported.of(small(account)));
        var big = List.of(one, other).stream()
                .flatMap(account -> IntStream.range(0, BIG_ONES).mapToObj(i -> big(account)))
                .toList();

        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var lock = connection.prepareStatement("select 1 from entity_set where accuid in (?, ?) for update")) {
                lock.setString(1, one.value());
                lock.setString(2, other.value());
                lock.executeQuery();
            }
            big.forEach(Imported::send);
            var small = IntStream.range(0, SMALL_ACCOUNTS)
                    .mapToObj(i -> small(TestAccount.freshId()))
                    .toList();

            small.forEach(Imported::send);

            await().atMost(TIMEOUT).until(() -> ended().containsAll(refs(small)));
            assertThat(ended()).doesNotContainAnyElementsOf(refs(big));
            connection.rollback();
            connection.setAutoCommit(true);
        }
        await().atMost(TIMEOUT).until(() -> ended().containsAll(refs(big)));
    }

    private static Set<BatchRef> ended() {
        return BROKER.events(Topics.BATCH_FINISHED, BatchFinished.class).stream()
                .map(BatchFinished::batchRef)
                .collect(Collectors.toSet());
    }

    private static List<BatchRef> refs(List<BatchReceived> batches) {
        return batches.stream().map(BatchReceived::batchRef).toList();
    }

    private BatchReceived small(AccountId account) {
        return new TestBatch(objects, account).ofLines(line("event", "insert", "{\"text\":\"x\"}"));
    }

    /// More than a mebibyte when it is packed: letters pack to 0.6 of their size.
    private BatchReceived big(AccountId account) {
        var letters = new Random(1)
                .ints(2_000_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return new TestBatch(objects, account)
                .ofLines(
                        line("event", "insert", "{\"text\":\"%s\"}".formatted(letters.substring(0, 1_000_000))),
                        line("event", "insert", "{\"text\":\"%s\"}".formatted(letters.substring(1_000_000))));
    }
}
