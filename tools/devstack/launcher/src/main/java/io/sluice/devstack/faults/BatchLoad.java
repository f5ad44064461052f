package io.sluice.devstack.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.Api;
import io.sluice.devstack.demo.BatchClient;
import io.sluice.devstack.stack.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;

/// The case `batch-load`: batches through the whole system, from the allocation to the outcome that a client
/// sees. First one file of nearly 50 MiB, then 200 batches of 20 accounts at once.
record BatchLoad(Scene scene) {

    private static final int ACCOUNTS = 20;
    private static final int OF_AN_ACCOUNT = 10;
    private static final int UPLOADS = 2;
    private static final int SMALL = 200;
    private static final int BIG = 100_000;
    private static final int LARGEST = 50_000_000;
    private static final int GOAL = 10_000;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofMinutes(15);

    /// The file of a batch, and how many records it has.
    private static final class Packed {
        private final byte[] file;
        private final int records;

        Packed(byte[] file, int records) {
            this.file = file;
            this.records = records;
        }
    }

    /// A batch that was sent.
    ///
    /// @param begun when its allocation began
    /// @param upload from then until its file was taken
    private record Sent(UUID uuid, int records, long begun, Duration upload) {}

    /// A batch that has ended.
    ///
    /// @param seen from the beginning of its allocation until the client saw the end
    private record Ended(Sent sent, JsonNode batch, Duration seen) {
        int records() {
            return sent.records();
        }

        boolean isExact() {
            return batch.at("/status/code").asText().equals("success")
                    && batch.at("/summaryStats/totalCount").asInt() == records()
                    && batch.at("/summaryStats/succeededCount").asInt() == records()
                    && batch.at("/summaryStats/failedCount").asInt(-1) == 0;
        }

        double seconds() {
            return seen.toNanos() / 1e9;
        }
    }

    void run() {
        List<Account> accounts = sideBySide(
                ACCOUNTS,
                IntStream.range(0, ACCOUNTS)
                        .<Callable<Account>>mapToObj(_ -> this::account)
                        .toList());
        scene.story().did("made %d accounts, and sent a batch to warm up".formatted(ACCOUNTS));
        send(accounts.getFirst().batches(), List.of(packed(2_000_000_000, BIG)));
        largeFile(accounts.getFirst().batches());
        manyBatches(accounts);
    }

    private Account account() {
        Account account = Account.create(scene.stack());
        Batches.of(account);
        return account;
    }

    private void largeFile(BatchClient client) {
        Packed packed = packed(0, Integer.MAX_VALUE);
        Map<String, Double> before = phases();
        Ended ended = send(client, List.of(packed)).getFirst();
        scene.story()
                .saw("one batch of %,d bytes of gzip: %,d records in %s s, %,.0f records/s"
                        .formatted(
                                packed.file.length,
                                packed.records,
                                text(ended.seconds()),
                                packed.records / ended.seconds()));
        scene.story()
                .saw("of that: upload %s s, from its end to the outcome %s s (%s)"
                        .formatted(
                                text(ended.sent().upload().toNanos() / 1e9),
                                text(ended.batch()
                                                .at("/summaryStats/timeToProcessMillis")
                                                .asDouble()
                                        / 1e3),
                                spent(before, phases())));
        check("one large batch", List.of(ended), ended.seconds());
    }

    private void manyBatches(List<Account> accounts) {
        Packed small = packed(1_000_000_000, SMALL);
        Packed big = packed(1_000_000_000, BIG);
        Map<String, Double> before = phases();
        long begin = System.nanoTime();
        List<Ended> all = sideBySide(
                        ACCOUNTS,
                        IntStream.range(0, ACCOUNTS)
                                .<Callable<List<Ended>>>mapToObj(number -> {
                                    List<Packed> files = new ArrayList<>(Collections.nCopies(OF_AN_ACCOUNT, small));
                                    if (number % 2 == 0) {
                                        files.set(0, big);
                                    }
                                    return () -> send(accounts.get(number).batches(), files);
                                })
                                .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
        double seconds = (System.nanoTime() - begin) / 1e9;
        long records = all.stream().mapToLong(Ended::records).sum();
        scene.story()
                .saw(
                        "%d batches of %d accounts at once: %,d records in %s s, %,.0f records/s (imports, side by side: %s)"
                                .formatted(
                                        all.size(),
                                        ACCOUNTS,
                                        records,
                                        text(seconds),
                                        records / seconds,
                                        spent(before, phases())));
        double[] ofSmall = waits(all, SMALL);
        double[] ofBig = waits(all, BIG);
        tell(SMALL, ofSmall);
        tell(BIG, ofBig);
        check("%d batches at once".formatted(all.size()), all, seconds);
        scene.story()
                .check(
                        "half of the small batches ended before half of the big ones, and all of them before the last one",
                        quantile(0.5, ofSmall) < quantile(0.5, ofBig) && quantile(1, ofSmall) < quantile(1, ofBig));
    }

    private void check(String what, List<Ended> all, double seconds) {
        scene.story().check(what + ": the counts are exact", all.stream().allMatch(Ended::isExact));
        scene.story()
                .check(
                        what + ": at least %,d records a second, from the allocation to the end".formatted(GOAL),
                        all.stream().mapToLong(Ended::records).sum() / seconds >= GOAL);
    }

    private void tell(int records, double... waits) {
        scene.story()
                .saw("%d batches of %,d records, from the allocation to the end: p50 %s s, p90 %s s, longest %s s"
                        .formatted(
                                waits.length,
                                records,
                                text(quantile(0.5, waits)),
                                text(quantile(0.9, waits)),
                                text(quantile(1, waits))));
    }

    private static double[] waits(List<Ended> all, int records) {
        return all.stream()
                .filter(ended -> ended.records() == records)
                .mapToDouble(Ended::seconds)
                .sorted()
                .toArray();
    }

    private static double quantile(double share, double... sorted) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /// Sends all, two at a time, and returns when each has ended.
    private static List<Ended> send(BatchClient client, List<Packed> files) {
        List<Sent> waiting = new ArrayList<>(sideBySide(
                UPLOADS,
                files.stream()
                        .<Callable<Sent>>map(packed -> () -> send(client, packed))
                        .toList()));
        List<Ended> ended = new ArrayList<>();
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!waiting.isEmpty()) {
            Set<String> done = StreamSupport.stream(
                            client.get("/v2/batches?status=success,error,corrupted&limit=1000")
                                    .json()
                                    .path("items")
                                    .spliterator(),
                            false)
                    .map(item -> item.path("ref").asText())
                    .collect(Collectors.toSet());
            long now = System.nanoTime();
            if (now > end) {
                throw new IllegalStateException("%d batches did not end within %s".formatted(waiting.size(), LIMIT));
            }
            for (Sent sent : List.copyOf(waiting)) {
                if (done.contains(sent.uuid().toString())) {
                    waiting.remove(sent);
                    ended.add(new Ended(sent, client.status(sent.uuid()).json(), Duration.ofNanos(now - sent.begun())));
                }
            }
            if (!waiting.isEmpty()) {
                Scene.hold(LOOK);
            }
        }
        return ended;
    }

    private static Sent send(BatchClient client, Packed packed) {
        long begin = System.nanoTime();
        UUID uuid = client.put(packed.file);
        return new Sent(uuid, packed.records, begin, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static <T> List<T> sideBySide(int threads, List<Callable<T>> actions) {
        List<T> results = new ArrayList<>();
        try (var executor = Executors.newFixedThreadPool(threads)) {
            for (Future<T> done : executor.invokeAll(actions)) {
                results.add(done.get());
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a client of the load failed", failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interruption);
        }
        return results;
    }

    /// Seconds of all imports so far, by phase.
    private Map<String, Double> phases() {
        String metrics = new Api(scene.stack().managementUrl(Part.DATA_SERVICE), "")
                .get("/q/metrics", "text/plain")
                .body();
        Map<String, Double> phases = new TreeMap<>();
        metrics.lines()
                .filter(line -> line.startsWith("sluice_import_phases_seconds_sum{"))
                .forEach(line -> phases.put(
                        line.replaceAll(".*phase=\"([a-z]+)\".*", "$1"),
                        Double.parseDouble(line.substring(line.lastIndexOf(' ')))));
        return phases;
    }

    private static String spent(Map<String, Double> before, Map<String, Double> after) {
        List<String> spent = new ArrayList<>();
        after.forEach(
                (phase, seconds) -> spent.add(phase + " " + text(seconds - before.getOrDefault(phase, 0.0)) + " s"));
        return String.join(", ", spent);
    }

    private static String text(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }

    /// Changes of guests: so many, or as many as one file takes.
    private static Packed packed(int from, int records) {
        Random random = new Random(from);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        int count = 0;
        try (GZIPOutputStream gzip = new GZIPOutputStream(file, 1 << 16)) {
            for (; count < records && file.size() < LARGEST; count++) {
                gzip.write(record(random, from + count).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Packed(file.toByteArray(), count);
    }

    private static String record(Random random, int guest) {
        return """
                {"ref":"%s","schema":"guest","mode":"upsert","value":{"guestType":"customer","identifiers":[{"provider":"crm","id":"%d"}],"email":"guest%d@example.com","firstName":"Name of %d","city":"Taipei","street":"Street of so many houses %d"}}
                """.formatted(
                        new UUID(random.nextLong(), random.nextLong()), guest, guest, guest, random.nextInt(10_000));
    }
}
