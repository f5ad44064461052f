package io.sluice.benchmarks.batches;

import io.sluice.benchmarks.scan.Quantile;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchFinished;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Gives the packaged data-service loads and prints how long they take, from the announcement of a
/// batch to its outcome.
///
/// | load | batches |
/// |---|---|
/// | large table | new entities until there are as many as asked, then changes of random ones |
/// | many batches | of 20 accounts, ten each and at once; every tenth is big |
/// | large file | one batch of 50 MB of gzip |
/// | beside bombs | small ones, one after another, alone and while the files of [Bomb] are read |
public final class BatchLoads {
    private static final int BATCH = 100_000;
    private static final int CHANGES = 5;
    private static final int ACCOUNTS = 20;
    private static final int BATCHES_OF_AN_ACCOUNT = 10;
    private static final int SMALL = 200;
    private static final int NEIGHBOURS = 30;
    private static final int BOMBS = 4;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final DataService service;
    private final int entities;
    private final long bytes;
    private final PrintStream out;

    private BatchLoads(DataService service, int entities, long bytes, PrintStream out) {
        this.service = service;
        this.entities = entities;
        this.bytes = bytes;
        this.out = out;
    }

    /// The arguments are the checkout, the number of entities, the megabytes of the large file, and the heap
    /// of data-service.
    public static void main(String[] words) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("bench-batches");
        try (var service = new DataService(Path.of(words[0]), folder, words[3])) {
            System.out.printf("data-service with a heap of %s%n", words[3]);
            var loads = new BatchLoads(
                    service, Integer.parseInt(words[1]), Long.parseLong(words[2]) * 1_000_000, System.out);
            loads.largeTable();
            loads.memory("large table");
            loads.manyBatches();
            loads.memory("many batches");
            loads.largeFile();
            loads.memory("large file");
            loads.besideBombs();
        }
    }

    private void memory(String load) throws IOException {
        out.printf("%nmemory of the process in \"%s\": %d MiB at most%n", load, service.peakMegabytes());
    }

    private void largeTable() throws IOException, InterruptedException {
        out.printf("%n| large table | records | seconds | records/s | copy | check | merge | end"
                + " |%n|---|---:|---:|---:|---:|---:|---:|---:|%n");
        var account = new AccountId("bench00001");
        var before = service.databaseBytes();
        for (int first = 0; first < entities; first += BATCH) {
            var from = first;
            one("new entities, %,d before".formatted(first), account, BATCH, NO_LIMIT, i -> from + i);
        }
        out.printf(
                Locale.ROOT,
                "| database files grew by | %,d bytes an entity | | | | | | |%n",
                (service.databaseBytes() - before) / entities);
        var random = new Random(19);
        for (int i = 0; i < CHANGES; i++) {
            one("changes of random ones", account, BATCH, NO_LIMIT, line -> random.nextInt(entities));
        }
    }

    private void largeFile() throws IOException, InterruptedException {
        out.printf("%n| large file | records | seconds | records/s | copy | check | merge | end"
                + " |%n|---|---:|---:|---:|---:|---:|---:|---:|%n");
        var account = new AccountId("bench00002");
        one("new entities", account, Integer.MAX_VALUE, bytes, i -> i);
        one("the same again", account, Integer.MAX_VALUE, bytes, i -> i);
    }

    private void one(String what, AccountId account, int records, long limit, IntUnaryOperator guest)
            throws IOException, InterruptedException {
        var ref = DataService.newRef();
        var count = GuestFile.write(service.place(account, ref), records, limit, guest);
        var phases = service.phases();
        var start = System.nanoTime();
        service.receive(account, ref);
        expect(service.await(1).getFirst(), count);
        var seconds = (System.nanoTime() - start) / 1e9;
        var spent = DataService.between(phases, service.phases());
        out.printf(
                Locale.ROOT,
                "| %s | %,d | %.2f | %,.0f | %.2f | %.2f | %.2f | %.2f |%n",
                what,
                count,
                seconds,
                count / seconds,
                spent.getOrDefault("copy", 0.0),
                spent.getOrDefault("check", 0.0),
                spent.getOrDefault("merge", 0.0),
                spent.getOrDefault("end", 0.0));
    }

    /// A batch that waits to be announced.
    private record Laid(AccountId account, BatchRef ref, int records) {}

    private void manyBatches() throws IOException, InterruptedException {
        var laid = new ArrayList<Laid>();
        for (int i = 0; i < BATCHES_OF_AN_ACCOUNT; i++) {
            for (int number = 0; number < ACCOUNTS; number++) {
                var account = new AccountId("bench%05d".formatted(100 + number));
                var ref = DataService.newRef();
                var records = i == 0 && number % 2 == 0 ? BATCH : SMALL;
                var from = i * BATCH;
                GuestFile.write(service.place(account, ref), records, NO_LIMIT, line -> from + line);
                laid.add(new Laid(account, ref, records));
            }
        }
        var start = System.nanoTime();
        for (var batch : laid) {
            service.receive(batch.account(), batch.ref());
        }
        var outcomes = service.await(laid.size()).stream()
                .collect(Collectors.toMap(BatchFinished::batchRef, outcome -> outcome));
        var seconds = (System.nanoTime() - start) / 1e9;
        laid.forEach(batch -> expect(outcomes.get(batch.ref()), batch.records()));
        print(laid, outcomes, seconds);
    }

    private void print(List<Laid> laid, Map<BatchRef, BatchFinished> outcomes, double seconds) {
        var all = laid.stream().mapToLong(Laid::records).sum();
        out.printf(
                Locale.ROOT,
                "%n%d batches of %d accounts at once: %,d records in %.2f s, %,.0f records/s, all counts exact%n",
                laid.size(),
                ACCOUNTS,
                all,
                seconds,
                all / seconds);
        out.printf("%n| received to outcome | batches | p50 | p90 | longest |%n|---|---:|---:|---:|---:|%n");
        for (var records : laid.stream()
                .map(Laid::records)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList()) {
            var waits = laid.stream()
                    .filter(batch -> batch.records() == records)
                    .map(batch -> outcomes.get(batch.ref()))
                    .mapToDouble(event -> Duration.between(event.receivedAt(), event.finishedAt())
                                    .toMillis()
                            / 1e3)
                    .toArray();
            out.printf(
                    Locale.ROOT,
                    "| %,d records each | %d | %.2f s | %.2f s | %.2f s |%n",
                    records,
                    waits.length,
                    Quantile.of(0.5, waits),
                    Quantile.of(0.9, waits),
                    Quantile.of(1, waits));
        }
    }

    private void besideBombs() throws IOException, InterruptedException {
        out.printf(
                "%n| small batches, received to outcome | batches | p50 | p90 | longest | memory at most |%n|---|---:|---:|---:|---:|---:|%n");
        print("alone", smallOnes(NEIGHBOURS));
        for (var bomb : Bomb.values()) {
            var name = bomb.name().toLowerCase(Locale.ROOT);
            var account = new AccountId(name.replace('_', '-'));
            for (int i = 0; i < BOMBS; i++) {
                var ref = DataService.newRef();
                bomb.write(service.place(account, ref));
                service.receive(account, ref);
            }
            var waits = smallOnes(NEIGHBOURS);
            service.awaitAll();
            print("beside " + name.replace('_', ' '), waits);
        }
    }

    /// How long small batches take one after another, in seconds.
    private double[] smallOnes(int count) throws IOException, InterruptedException {
        var waits = new double[count];
        for (int i = 0; i < count; i++) {
            var account = new AccountId("neighbour%d".formatted(i % ACCOUNTS));
            var ref = DataService.newRef();
            var from = i * SMALL;
            GuestFile.write(service.place(account, ref), SMALL, NO_LIMIT, line -> from + line);
            var start = System.nanoTime();
            service.receive(account, ref);
            service.await(ref);
            waits[i] = (System.nanoTime() - start) / 1e9;
        }
        return waits;
    }

    private void print(String what, double... waits) throws IOException {
        out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f s | %.2f s | %.2f s | %d MiB |%n",
                what,
                waits.length,
                Quantile.of(0.5, waits),
                Quantile.of(0.9, waits),
                Quantile.of(1, waits),
                service.peakMegabytes());
    }

    private static void expect(@Nullable BatchFinished outcome, int records) {
        if (outcome == null || outcome.succeededCount() != records || outcome.failedCount() != 0) {
            throw new IllegalStateException("a batch of %d records ended as %s".formatted(records, outcome));
        }
    }
}
