package io.sluice.benchmarks.catalog;

import io.sluice.benchmarks.batches.DataService;
import io.sluice.benchmarks.scan.Quantile;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.PlatformFacts;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.event.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// The packaged data-service with a catalogue of many tables: most of them are rows of the database alone,
/// some are real. Prints how long a swap and a load take, how many commits a second there are, and how large
/// the metadata of a day becomes that is corrected again and again.
public final class CatalogLoads {
    private static final List<SourceType> SOURCES = Stream.of(
                    "order", "member", "product", "category", "channel", "redeem", "points")
            .map(SourceType::new)
            .toList();
    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);
    private static final int DAYS = 10;
    private static final int REAL = 100;
    private static final int AT_ONCE = 16;

    private final DataService service;
    private final DataSetClient client;
    private final PrintStream out;
    private final List<Table> tables = new ArrayList<>();

    private CatalogLoads(DataService service, DataSetClient client, PrintStream out) {
        this.service = service;
        this.client = client;
        this.out = out;
    }

    private record Table(AccountId account, String token, SourceType source) {}

    /// The arguments are the checkout, the number of tables, the number of corrections of one day, and the
    /// heap of data-service.
    public static void main(String[] words) throws IOException, InterruptedException, SQLException, ExecutionException {
        var folder = Files.createTempDirectory("bench-catalog");
        try (var service = new DataService(Path.of(words[0]), folder, words[3]);
                var client = new DataSetClient(service)) {
            var loads = new CatalogLoads(service, client, System.out);
            loads.announceAccounts();
            loads.fill(Integer.parseInt(words[1]));
            loads.measure(Integer.parseInt(words[2]));
        }
    }

    private void announceAccounts() throws IOException, InterruptedException {
        service.announce(Topics.PLATFORM_CHANGED, Topics.PLATFORM, PlatformFacts.NONE);
        for (int number = 0; tables.size() < REAL; number++) {
            var account = new AccountId("real-%05d".formatted(number));
            service.announce(Topics.ACCOUNT_CHANGED, account.value(), facts(account));
            var token = client.tenant(account);
            SOURCES.stream()
                    .limit(REAL - tables.size())
                    .forEach(source -> tables.add(new Table(account, token, source)));
            client.awaitKnown(token, account);
        }
    }

    private static AccountFacts facts(AccountId account) {
        return new AccountFacts(
                account,
                1,
                "Shop",
                AccountState.ACTIVE,
                List.of("data@shop.example"),
                List.of("127.0.0.0/8"),
                ZoneOffset.UTC,
                "en",
                Optional.empty(),
                new AccountFacts.Limits(5L << 30, 1L << 30),
                Optional.empty(),
                SOURCES.stream()
                        .map(type -> AccountFacts.Source.ofDays(type, type.value(), false))
                        .toList(),
                Set.of());
    }

    /// Rows of the other tables, and of ten days in each of them.
    private void fill(int count) throws SQLException {
        var accounts = (count - REAL + SOURCES.size() - 1) / SOURCES.size();
        var names = SOURCES.stream().map(source -> "'" + source + "'").toList().toString();
        var begin = System.nanoTime();
        try (var database = DriverManager.getConnection(service.jdbcUrl(), "postgres", "postgres");
                var statement = database.createStatement()) {
            var from = " from generate_series(1, %d) number, unnest(array%s) source".formatted(accounts, names);
            statement.execute(
                    "insert into iceberg_tables (catalog_name, table_namespace, table_name, metadata_location,"
                            + " iceberg_type) select 'sluice', 'shop-' || number, source, 's3://sluice/lake/shop-' ||"
                            + " number || '/' || source || '/metadata/00010-none.metadata.json', 'TABLE'"
                            + from);
            statement.execute(
                    "insert into day_version (job_id, accuid, source_type, data_date, file_name, schema_version,"
                            + " snapshot_id, row_count, announced) select md5(number || source || day), 'shop-' || number,"
                            + " source, date '2024-01-01' + day, 'day.csv', 1, 1, 0, true"
                            + from + ", generate_series(1, %d) day".formatted(DAYS));
            statement.execute("analyze");
        }
        out.printf(
                Locale.ROOT,
                "%,d tables and %,d days as rows of PostgreSQL in %.1f s, %d real tables%n%n| what | times | p50 | p90"
                        + " | p99 | longest |%n|---|---:|---:|---:|---:|---:|%n",
                accounts * SOURCES.size(),
                accounts * SOURCES.size() * DAYS,
                (System.nanoTime() - begin) / 1e9,
                REAL);
    }

    private void measure(int corrections) throws IOException, InterruptedException, ExecutionException {
        print("first swap of a table", swapEach(DAY));
        print("swap of a second day", swapEach(DAY.plusDays(1)));
        many();
        print("tables of an account listed", each(table -> client.tables(table.token(), table.account(), "")));
        print("a table loaded", each(this::load));
        service.restart();
        client.awaitKnown(tables.getFirst().token(), tables.getFirst().account());
        print("a table loaded after a restart", each(this::load));
        correct(corrections);
    }

    private double load(Table table) throws IOException, InterruptedException {
        return client.tables(table.token(), table.account(), "/" + table.source());
    }

    private interface Step {
        double of(Table table) throws IOException, InterruptedException;
    }

    private double[] each(Step step) throws IOException, InterruptedException {
        var seconds = new double[tables.size()];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = step.of(tables.get(i));
        }
        return seconds;
    }

    private double[] swapEach(LocalDate day) throws IOException, InterruptedException {
        return each(table -> client.swap(client.lay(table.account(), table.source(), day)));
    }

    /// Ten days of each table, several tables at a time.
    private void many() throws IOException, InterruptedException, ExecutionException {
        var laid = new ArrayList<DaySwap>();
        for (int day = 0; day < DAYS; day++) {
            for (var table : tables) {
                laid.add(client.lay(table.account(), table.source(), DAY.plusDays(2L + day)));
            }
        }
        var begin = System.nanoTime();
        var seconds = new double[laid.size()];
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var answers = threads.invokeAll(laid.stream()
                    .<Callable<Double>>map(swap -> () -> client.swap(swap))
                    .toList());
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] = answers.get(i).get();
            }
        }
        var all = (System.nanoTime() - begin) / 1e9;
        print("swap of a further day, %d at a time".formatted(AT_ONCE), seconds);
        out.printf(Locale.ROOT, "| these together: %.1f swaps a second | | | | | |%n", laid.size() / all);
    }

    private void correct(int corrections) throws IOException, InterruptedException {
        var table = tables.getFirst();
        var step = Math.max(1, corrections / 5);
        for (int done = 0; done < corrections; done += step) {
            var seconds = new double[Math.min(step, corrections - done)];
            for (int i = 0; i < seconds.length; i++) {
                seconds[i] = client.swap(client.lay(table.account(), table.source(), DAY));
            }
            print("correction of one day, %,d to %,d".formatted(done + 1, done + seconds.length), seconds);
            var files = metadata(table);
            out.printf(
                    Locale.ROOT,
                    "| its metadata: %,d bytes in the current file, %,d files with %,d bytes in all | | | | | |%n",
                    size(files.getLast()),
                    files.size(),
                    files.stream().mapToLong(CatalogLoads::size).sum());
        }
        print("this table loaded", each(any -> load(table)));
    }

    /// All files of metadata, the current one last.
    private List<Path> metadata(Table table) throws IOException {
        var folder = service.place(DataKeys.ofSource(table.account(), table.source()) + "metadata");
        try (var files = Files.list(folder)) {
            return files.sorted(Comparator.comparing(file -> {
                        var name = file.getFileName().toString();
                        return name.endsWith(".metadata.json") ? "1" + name : "0" + name;
                    }))
                    .toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void print(String what, double... seconds) {
        out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f ms | %.1f ms | %.1f ms | %.1f ms |%n",
                what,
                seconds.length,
                1e3 * Quantile.of(0.5, seconds),
                1e3 * Quantile.of(0.9, seconds),
                1e3 * Quantile.of(0.99, seconds),
                1e3 * Quantile.of(1, seconds));
    }
}
