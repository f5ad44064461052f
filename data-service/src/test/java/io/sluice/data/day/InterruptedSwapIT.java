package io.sluice.data.day;

import static io.sluice.data.parts.SeenConnections.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.data.DaySwap;
import io.sluice.data.batch.DatabaseUnavailableException;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.Lake;
import io.sluice.data.table.DataSetMetrics;
import io.sluice.data.table.DataSetStatements;
import io.sluice.data.table.KeptSnapshots;
import io.sluice.data.table.LakeFiles;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.objects.ObjectStoreUnavailableException;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.BaseConnection;
import software.amazon.awssdk.services.s3.S3Client;

/// Swaps that end in the midst, and instances that swap at the same time.
@QuarkusTest
class InterruptedSwapIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Inject
    S3Client objects;

    @Inject
    DataSource database;

    @Inject
    LakeFiles files;

    @Inject
    SchemaVersions schemas;

    private AccountFacts facts;
    private AccountId account;
    private Lake lake;

    @BeforeEach
    void makeAccount() {
        facts = Api.knownAccount();
        account = facts.accountId();
        lake = new Lake(objects, database, files, account);
    }

    /// Writes of a commit: its manifest, a rest of an old one, the manifest list, the metadata.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void changesNothingWhenTheStoreFails(int write) throws InterruptedException {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        lake.swapped(lake.swap(lake.job("20200126"), 4, "other"));
        var swap = lake.swap(lake.job("20200125"), 2, "correction");

        assertThatThrownBy(() -> instance(failing(write), database).swap(swap))
                .hasMessage("write %d fails".formatted(write));

        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "3 first", "2020-01-26", "4 other"));
        assertThat(versions()).isEqualTo(2);
        assertThat(instance(files, database).swap(swap)).isInstanceOf(SwapResult.Swapped.class);
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "2 correction", "2020-01-26", "4 other"));
    }

    /// The process dies before the database commits.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void changesNothingWhenTheConnectionBreaks(int statement) throws InterruptedException {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        var swap = lake.swap(lake.job("20200125"), 2, "correction");

        assertThatThrownBy(() -> instance(files, breaking(statement)).swap(swap))
                .isInstanceOf(DatabaseUnavailableException.class);

        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "3 first"));
        assertThat(versions()).isEqualTo(1);
        assertThat(instance(files, database).swap(swap)).isInstanceOf(SwapResult.Swapped.class);
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "2 correction"));
    }

    /// Its table is gone, so the swap ends; what it has written are orphans.
    @Test
    void changesNothingOfAnAccountWhoseErasureComesFirst() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        var swap = lake.swap(lake.job("20200125"), 2, "correction");
        var erasing = new WatchedFiles(files, new AtomicInteger(1), () -> {
            erase();
            await().atMost(TIMEOUT).until(() -> rowsOfAccount() == 0);
        });

        assertThatThrownBy(() -> instance(erasing, database).swap(swap))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessage("somebody else changed the table %s.order in the catalogue at the same time"
                        .formatted(account));

        assertThat(rowsOfAccount()).isZero();
    }

    /// The first swap of an account, which nobody knew to have data.
    @Test
    void removesWhatASwapMakesWhileItsAccountIsErased() throws InterruptedException {
        var swap = lake.swap(lake.job("20200125"), 2, "first");

        instance(new WatchedFiles(files, new AtomicInteger(1), this::erase), database)
                .swap(swap);

        await().atMost(TIMEOUT).until(() -> rowsOfAccount() == 0);
        assertThat(objects.listObjectsV2(request ->
                                request.bucket(EmbeddedObjectStore.BUCKET).prefix("lake/" + account + "/"))
                        .contents())
                .isEmpty();
    }

    private void erase() {
        BROKER.send(TestAccount.after(facts).state(AccountState.ERASED).facts());
    }

    private int rowsOfAccount() {
        return new EntityTable(database).rows("""
                        select accuid from day_version where accuid = '%1$s'
                        union all select table_namespace from iceberg_tables where table_namespace = '%1$s'
                        union all select namespace from iceberg_namespace_properties where namespace = '%1$s'
                        """.formatted(account)).size();
    }

    /// Its host vanished: the swap would wait for it as long as a migration does, and hold its place.
    @Test
    void givesUpADatabaseThatIsSilent() throws SQLException {
        assertThatThrownBy(() -> DataSetStatements.run(
                        database, "sleep", Duration.ofSeconds(1), connection -> one(connection, "select pg_sleep(10)")))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessage("the database cannot sleep: An I/O error occurred while sending to the backend.");

        assertThat(DataSetStatements.run(database, "look", Connection::getNetworkTimeout))
                .isEqualTo(30_000);
        try (var connection = database.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(900_000);
        }
    }

    /// The answer to the commit is lost: whoever asks again gets it.
    @Test
    void answersASwapWhoseAnswerWasLost() throws InterruptedException {
        var swap = lake.swap(lake.job("20200125"), 2, "first");
        var answer = lake.swapped(swap);

        assertThat(instance(failing(1), database).swap(swap)).isEqualTo(new SwapResult.Swapped(answer));
    }

    @Test
    void twoInstancesChangeOneTable() throws InterruptedException {
        var swaps = new ArrayList<DaySwap>();
        var expected = new HashMap<String, String>();
        for (int i = 10; i < 30; i++) {
            swaps.add(lake.swap(lake.job("202001" + i), 2, "first"));
            swaps.add(lake.swap(lake.job("202001" + i), 1, "correction"));
            expected.put("2020-01-" + i, "1 correction");
        }
        Collections.shuffle(swaps, new Random(11));
        var instances = List.of(instance(files, database), instance(files, database));

        var done = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < swaps.size(); i++) {
            var swap = swaps.get(i);
            var instance = instances.get(i % 2);
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    instance.swap(swap);
                    done.incrementAndGet();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(done).hasValue(40);
        assertThat(lake.days()).isEqualTo(expected);
    }

    private long versions() {
        return Long.parseLong(new EntityTable(database)
                .rows("select count(*) from day_version where accuid = '%s'".formatted(account))
                .getFirst()
                .getFirst());
    }

    /// Iceberg takes no change that is more than a minute older than the one before it.
    @Test
    void goesOnAfterAClockThatWasAYearAhead() throws InterruptedException {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        lake.moveTimes(Duration.ofDays(365));

        instance(files, database).swap(lake.swap(lake.job("20200125"), 2, "correction"));

        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "2 correction"));
    }

    private SwapDays instance(LakeFiles store, DataSource connections) {
        return new SwapDays(
                new DayVersionStore(connections, new DataSetMetrics(new SimpleMeterRegistry())),
                schemas,
                store,
                new KeptSnapshots(Duration.ofDays(1), 5, 100),
                new SwapLimits(50, 4, Duration.ofSeconds(20)),
                Clock.systemUTC());
    }

    private LakeFiles failing(int write) {
        return new WatchedFiles(files, new AtomicInteger(write), () -> {
            throw new ObjectStoreUnavailableException("write %d fails".formatted(write), null);
        });
    }

    /// Something happens before one of the writes.
    ///
    /// @param left how many writes are left until then
    private record WatchedFiles(LakeFiles files, AtomicInteger left, Runnable event) implements LakeFiles {
        @Override
        public String location(String key) {
            return files.location(key);
        }

        @Override
        public String key(String location) {
            return files.key(location);
        }

        @Override
        public byte[] read(String location) {
            return files.read(location);
        }

        @Override
        public void write(String location, byte[] content) {
            if (left.decrementAndGet() == 0) {
                event.run();
            }
            files.write(location, content);
        }

        @Override
        public OptionalLong size(String key) {
            return files.size(key);
        }
    }

    /// Breaks the connection at one of the statements, the commit included.
    private DataSource breaking(int statement) {
        var left = new AtomicInteger(statement);
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, values) -> {
                    var connection = database.getConnection();
                    return Proxy.newProxyInstance(
                            Connection.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (self, call, arguments) -> {
                                if (List.of("prepareStatement", "createStatement", "commit")
                                                .contains(call.getName())
                                        && left.decrementAndGet() == 0) {
                                    connection.unwrap(BaseConnection.class).abort(Runnable::run);
                                }
                                try {
                                    return call.invoke(connection, arguments);
                                } catch (InvocationTargetException failed) {
                                    throw failed.getCause();
                                }
                            });
                });
    }
}
