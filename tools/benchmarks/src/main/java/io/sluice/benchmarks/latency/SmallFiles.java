package io.sluice.benchmarks.latency;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import io.sluice.benchmarks.scan.Quantile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Uploads files of one row at a fixed rate and measures how long each takes from its clean close, which the
/// client sees as the answer to `put`, to the end of its job, which the API answers.
///
/// The API is asked about every open file again and again, about every 30 ms, so a figure is up to 30 ms and
/// one answer too long.
public final class SmallFiles {
    private static final List<Double> RATES = List.of(1.0, 4.0);
    private static final int FILES = 100;
    private static final String FILE = "id\n1\n";
    private static final Duration PAUSE = Duration.ofMillis(30);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final RunningStack stack;
    private final PrintStream out;
    private final Map<String, Long> closed = new ConcurrentHashMap<>();
    private final List<Double> seconds = new ArrayList<>();

    private SmallFiles(RunningStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    /// The arguments are the env file of a running Sluice, and the number of files for each rate.
    public static void main(String[] words) throws IOException, InterruptedException, JSchException, SftpException {
        var files = words.length > 1 ? Integer.parseInt(words[1]) : FILES;
        try (var stack = RunningStack.of(Path.of(words[0]))) {
            System.out.printf("%n| files/s | files | success | p50 | p90 | p99 | longest"
                    + " |%n|---:|---:|---:|---:|---:|---:|---:|%n");
            for (var rate : RATES) {
                new SmallFiles(stack, System.out).measure("latency_%.0f".formatted(rate), rate, files);
            }
        }
    }

    private void measure(String source, double rate, int files)
            throws IOException, InterruptedException, JSchException, SftpException {
        stack.makeSource(source);
        try (var session = TenantSession.open(stack, stack.account(), stack.get("SLUICE_ACCOUNT_PASSWORD"))) {
            session.awaitSource(source);
            var uploads = Thread.ofPlatform().start(() -> upload(session.sftp(), source, rate, files));
            var successes = follow(source, files);
            uploads.join();
            print(rate, files, successes);
        }
    }

    private void upload(ChannelSftp channel, String source, double rate, int files) {
        var start = System.nanoTime();
        for (int i = 0; i < files; i++) {
            LockSupport.parkNanos(start + (long) (i / rate * 1e9) - System.nanoTime());
            var day = day(i);
            try {
                channel.put(
                        new ByteArrayInputStream(FILE.getBytes(StandardCharsets.UTF_8)),
                        "/sources/%s/%s_%s.csv".formatted(source, day, source));
            } catch (SftpException refused) {
                throw new IllegalStateException("an upload was refused", refused);
            }
            closed.put(day, System.nanoTime());
        }
    }

    /// Asks about open files until all have ended.
    ///
    /// @return the number of jobs that ended as success
    private int follow(String source, int files) throws IOException, InterruptedException {
        var successes = 0;
        var last = System.nanoTime();
        while (seconds.size() < files) {
            for (var file : List.copyOf(closed.entrySet())) {
                var status = stack.status(source, file.getKey()).orElse("");
                if (status.equals("success") || status.equals("failed")) {
                    last = System.nanoTime();
                    seconds.add((last - file.getValue()) / 1e9);
                    closed.remove(file.getKey());
                    successes += status.equals("success") ? 1 : 0;
                }
            }
            if (System.nanoTime() - last > LONGEST.toNanos()) {
                throw new IllegalStateException(
                        "no job has ended for %d s, %d files are open".formatted(LONGEST.toSeconds(), closed.size()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return successes;
    }

    private void print(double rate, int files, int successes) {
        var values = seconds.stream().mapToDouble(Double::doubleValue).toArray();
        out.printf(
                Locale.ROOT,
                "| %.0f | %d | %d | %.2f s | %.2f s | %.2f s | %.2f s |%n",
                rate,
                files,
                successes,
                Quantile.of(0.5, values),
                Quantile.of(0.9, values),
                Quantile.of(0.99, values),
                Quantile.of(1, values));
    }

    private static String day(int number) {
        return LocalDate.of(2021, 1, 1).plusDays(number).format(DateTimeFormatter.BASIC_ISO_DATE);
    }
}
