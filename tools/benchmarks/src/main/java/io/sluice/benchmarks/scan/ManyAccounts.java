package io.sluice.benchmarks.scan;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.parts.process.ProcessGuard;
import io.sluice.devstack.parts.process.TemporaryFolders;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Measures what watching many accounts costs: real OpenSSH, real Kafka, the packaged watcher.
///
/// The watcher starts anew for each number of accounts, each number of old files and each interval. Once it
/// has looked at everything and settled, the benchmark measures windows in which nothing happens. At the
/// shortest interval without old files it also measures windows in which some accounts upload. CPU time comes
/// from the processes' own counters (`/proc`), so the machine may have other work.
public final class ManyAccounts {
    private static final Duration FIRST_LOOKS = Duration.ofMinutes(5);
    private static final Duration SETTLING = Duration.ofMinutes(30);

    /// Upper limit for a settled watcher; first looks and first measurements need many times more.
    private static final double SETTLED_REQUESTS = 8_000;

    private final BenchmarkOptions arguments;
    private final PrintStream out;
    private final Path folder = TemporaryFolders.create("benchmark");
    private final Path volume;
    private final MadeUpAccounts accounts = new MadeUpAccounts();

    ManyAccounts(BenchmarkOptions arguments, PrintStream out) throws IOException {
        this.arguments = arguments;
        this.out = out;
        this.volume = Files.createTempDirectory(arguments.volume(), "sluice-benchmark-volume-");
        ProcessGuard.instance().removeAtEnd(volume);
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        try {
            new ManyAccounts(BenchmarkOptions.parse(List.of(words)), System.out).run();
        } catch (IllegalArgumentException refused) {
            System.err.println("sluice: " + refused.getMessage());
            System.exit(2);
        }
        System.exit(0);
    }

    Figures run() throws IOException, InterruptedException {
        var began = System.nanoTime();
        var loadBefore = Machine.load();
        var series = new ArrayList<Figures.Series>();
        try (var broker = new Broker(folder);
                var pod = new SftpPod(folder, volume)) {
            var laid = new LaidFiles(volume);
            var known = 0;
            for (int number : arguments.accounts().stream().sorted().toList()) {
                say("%d accounts with %d sources each: making them".formatted(number, MadeUpAccounts.SOURCES.size()));
                pod.admit(accounts.forTheAgent(number));
                broker.announce(accounts, known, number);
                known = number;
                for (int files : arguments.files().stream().sorted().toList()) {
                    if (!laid.fit(number, files)) {
                        say("%d files in each folder of %d accounts are too many for %s"
                                .formatted(files, number, volume));
                        continue;
                    }
                    laid.lay(number, files);
                    for (var interval : arguments.intervals()) {
                        series.add(measure(broker, pod, number, files, interval));
                    }
                }
            }
        }
        var figures = new Figures(Machine.here(volume, loadBefore), commit(), Watcher.HEAP, series);
        out.println();
        Table.print(figures, out);
        say("took %d s".formatted((System.nanoTime() - began) / 1_000_000_000));
        if (arguments.json().isPresent()) {
            write(figures, arguments.json().get());
        }
        return figures;
    }

    private Figures.Series measure(Broker broker, SftpPod pod, int number, int files, Duration interval)
            throws InterruptedException {
        var launched = System.nanoTime();
        var sshdBefore = ProcessTimes.cpuSecondsBelow(pod.pid(), command -> command.contains("sshd_service.conf"));
        try (var watcher = new Watcher(folder, pod, broker.bootstrapServers(), interval)) {
            watcher.awaitLooks(number, FIRST_LOOKS);
            var start = new Figures.Start(
                    (System.nanoTime() - launched) / 1e9,
                    ProcessTimes.cpuSeconds(watcher.pid()),
                    ProcessTimes.cpuSecondsBelow(pod.pid(), command -> command.contains("sshd_service.conf"))
                            - sshdBefore);
            var length = interval.compareTo(arguments.window()) > 0 ? interval : arguments.window();
            var settled = settle(watcher, pod, launched, length);
            var idle = new ArrayList<Window>();
            for (int i = 0; i < arguments.windows(); i++) {
                idle.add(window(watcher, pod, length));
            }
            var active = Optional.<Figures.Active>empty();
            if (files == 0 && interval.equals(shortest()) && arguments.activePercent() > 0) {
                active = Optional.of(active(watcher, pod, broker, number, length));
            }
            var series = new Figures.Series(
                    number,
                    files,
                    interval,
                    start,
                    settled,
                    Figures.Load.of(idle),
                    active,
                    ProcessTimes.residentMegabytes(watcher.pid()));
            Table.print(series, out);
            return series;
        }
    }

    /// Waits until the first measurement of each account's usage is done.
    ///
    /// @return seconds since the launch; empty when the time is up first
    private static Optional<Double> settle(Watcher watcher, SftpPod pod, long launched, Duration length)
            throws InterruptedException {
        var end = System.nanoTime() + SETTLING.toNanos();
        do {
            if (window(watcher, pod, length).requests() < SETTLED_REQUESTS) {
                return Optional.of((System.nanoTime() - launched) / 1e9);
            }
        } while (System.nanoTime() < end);
        return Optional.empty();
    }

    private Duration shortest() {
        return arguments.intervals().stream().min(Duration::compareTo).orElseThrow();
    }

    private static Window window(Watcher watcher, SftpPod pod, Duration length) throws InterruptedException {
        var before = Counters.of(watcher, pod);
        pause(length);
        return Counters.of(watcher, pod).since(before);
    }

    private Figures.Active active(Watcher watcher, SftpPod pod, Broker broker, int number, Duration length)
            throws InterruptedException {
        var uploads = new Uploads(pod.port(), broker);
        var each = Math.max(1, number * arguments.activePercent() / 100);
        var windows = new ArrayList<Window>();
        for (int i = 0; i < arguments.windows(); i++) {
            var before = Counters.of(watcher, pod);
            var end = System.nanoTime() + length.toNanos();
            uploads.make(number, each, length);
            pause(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            windows.add(Counters.of(watcher, pod).since(before));
        }
        return new Figures.Active(each, Figures.Load.of(windows), uploads.awaitClaims());
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    private static String commit() throws IOException, InterruptedException {
        var git = new ProcessBuilder("git", "-C", Checkout.root().toString(), "rev-parse", "--short", "HEAD").start();
        var said = new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII).strip();
        return git.waitFor() == 0 ? said : "unknown";
    }

    private static void write(Figures figures, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                SluiceJson.mapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(figures) + "\n");
    }

    private void say(String text) {
        out.println(text);
        out.flush();
    }
}
