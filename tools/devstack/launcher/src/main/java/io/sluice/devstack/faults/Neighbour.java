package io.sluice.devstack.faults;

import io.sluice.devstack.demo.Api.Answer;
import io.sluice.devstack.demo.TenantSftp;
import io.sluice.devstack.demo.Until;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A tenant that goes on with its work: it uploads a file a second, and asks for its jobs, its schema and a
/// dry run five times a second.
final class Neighbour {

    private static final Duration BETWEEN_UPLOADS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_READS = Duration.ofMillis(200);
    private static final int ROWS = 100;

    private final Account account;
    private final AtomicInteger day = new AtomicInteger();
    private final List<String> uploaded = new CopyOnWriteArrayList<>();

    Neighbour(Account account) {
        this.account = account;
    }

    /// Does everything a few times, so that what comes first costs nothing later.
    void warmUp() {
        watch(Duration.ofSeconds(5));
    }

    /// Works for a while.
    Watch watch(Duration length) {
        List<Duration> uploads = new CopyOnWriteArrayList<>();
        List<Duration> reads = new CopyOnWriteArrayList<>();
        List<String> errors = new CopyOnWriteArrayList<>();
        long end = System.nanoTime() + length.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> repeat(end, BETWEEN_UPLOADS, uploads, errors, this::upload));
            threads.execute(() -> repeat(end, BETWEEN_READS, reads, errors, this::readJobs));
            threads.execute(() -> repeat(end, BETWEEN_READS, reads, errors, this::readSchema));
            threads.execute(() -> repeat(end, BETWEEN_READS, reads, errors, this::dryRun));
        }
        return new Watch(uploads, reads, errors);
    }

    /// Whether each uploaded file has a job that ended as success, within the limit.
    boolean awaitJobs(Duration limit) {
        try {
            Until.seen(
                    "all jobs of the other tenant",
                    limit,
                    () -> uploaded.stream()
                                    .allMatch(date -> account.job(date)
                                            .filter(job ->
                                                    job.path("status").asText().equals("success"))
                                            .isPresent())
                            ? Optional.of(true)
                            : Optional.empty());
            return true;
        } catch (IllegalStateException late) {
            return false;
        }
    }

    private static void repeat(long end, Duration pause, List<Duration> times, List<String> errors, Runnable action) {
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            try {
                action.run();
                times.add(Duration.ofNanos(System.nanoTime() - begin));
            } catch (IllegalStateException | UncheckedIOException failed) {
                errors.add(String.valueOf(failed.getMessage()));
            }
            Scene.hold(pause);
        }
    }

    private void upload() {
        String date = Uploads.date(day.incrementAndGet());
        try (TenantSftp sftp = account.login()) {
            sftp.put(
                    "/sources/member/" + date + "_member.csv",
                    Uploads.Version.good(ROWS).bytes());
        }
        uploaded.add(date);
    }

    private void readJobs() {
        expect(account.get("/sources/member/jobs?limit=50"));
    }

    private void readSchema() {
        expect(account.get("/sources/member/schema"));
    }

    private void dryRun() {
        expect(account.dryRun("member", Uploads.Version.good(ROWS).text().getBytes(StandardCharsets.US_ASCII)));
    }

    private static void expect(Answer answer) {
        answer.expect(200);
    }
}
