package io.sluice.benchmarks.latency;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import io.sluice.benchmarks.engine.OrderFile;
import io.sluice.benchmarks.scan.Quantile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Uploads a large file of orders to a running Sluice again and again, and compares the time from its claim
/// to the end of its job with that of OpenSSH's own `sftp get` of the same file, right after it: with data
/// sets and without, in turns.
///
/// The validator is a new process each time; it reads a smaller file first, so that its code is compiled.
public final class LargeFile {
    private static final String SOURCE = "bench_order";
    private static final String WARM_UP_DAY = "20230101";
    private static final int WARM_UP_BYTES = 200_000_000;

    private final RunningStack stack;
    private final Path home;
    private final TenantSession tenant;
    private final JobTimes times;
    private final OpenSshGet get;
    private final List<Round> rounds = new ArrayList<>();
    private int day;

    private record Round(boolean dataSets, double job, double get, CpuTimes cpu, double megabytes) {
        private double ratio() {
            return job / get;
        }
    }

    private LargeFile(RunningStack stack, Path home, TenantSession tenant, JobTimes times, OpenSshGet get) {
        this.stack = stack;
        this.home = home;
        this.tenant = tenant;
        this.times = times;
        this.get = get;
    }

    /// The arguments are the env file of a running Sluice without a validator, the checkout, the size of the
    /// file in megabytes, and the number of rounds.
    public static void main(String[] words) throws IOException, InterruptedException, JSchException, SftpException {
        var folder = Files.createTempDirectory("sluice-benchmark-");
        var file = folder.resolve("order.csv");
        var small = folder.resolve("small.csv");
        try (var stack = RunningStack.of(Path.of(words[0]));
                var times = new JobTimes(stack.get("SLUICE_KAFKA"));
                var tenant = TenantSession.open(stack, stack.account(), stack.get("SLUICE_ACCOUNT_PASSWORD"))) {
            OrderFile.QUOTED.write(file, Long.parseLong(words[2]) * 1_000_000);
            OrderFile.QUOTED.write(small, WARM_UP_BYTES);
            stack.liftLimits(stack.account());
            stack.makeSource(stack.account(), SOURCE, OrderFile.types());
            tenant.awaitSource(SOURCE);
            new LargeFile(stack, Path.of(words[1]), tenant, times, new OpenSshGet(stack, folder))
                    .measure(file, small, Integer.parseInt(words[3]));
        } finally {
            for (var left : List.of("order.csv", "small.csv", "password", "batch")) {
                Files.deleteIfExists(folder.resolve(left));
            }
            Files.delete(folder);
        }
    }

    private void measure(Path file, Path small, int count) throws IOException, InterruptedException, SftpException {
        System.out.printf("%n| data sets | claim to end | sftp get | ratio | validator's memory | CPU |%n"
                + "|---|---:|---:|---:|---:|---|%n");
        for (int i = 0; i < count; i++) {
            round(file, small, i % 2 == 0);
            round(file, small, i % 2 != 0);
        }
        for (var dataSets : List.of(true, false)) {
            var of = rounds.stream()
                    .filter(round -> round.dataSets() == dataSets)
                    .toList();
            System.out.printf(
                    Locale.ROOT,
                    "%nmedians %s data sets: claim to end %.2f s, sftp get %.2f s, ratio %.2f; the validator at most"
                            + " %.0f MB%n",
                    dataSets ? "with" : "without",
                    Quantile.of(0.5, of.stream().mapToDouble(Round::job).toArray()),
                    Quantile.of(0.5, of.stream().mapToDouble(Round::get).toArray()),
                    Quantile.of(0.5, of.stream().mapToDouble(Round::ratio).toArray()),
                    Quantile.of(1, of.stream().mapToDouble(Round::megabytes).toArray()));
        }
    }

    private void round(Path file, Path small, boolean dataSets)
            throws IOException, InterruptedException, SftpException {
        try (var validator = Validator.start(home, stack, dataSets)) {
            upload(small, WARM_UP_DAY);
            times.ended(key(WARM_UP_DAY));
            times.clear();
            validator.peakMegabytes();
            var date = "2024%02d01".formatted(++day);
            upload(file, date);
            var claimed = times.claimed(key(date));
            var before = CpuTimes.now();
            var ended = times.ended(key(date));
            var cpu = CpuTimes.now().since(before);
            var seconds = get.seconds(processed(date));
            var round = new Round(dataSets, (ended - claimed) / 1e3, seconds, cpu, validator.peakMegabytes());
            rounds.add(round);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f s | %.2f s | %.2f | %.0f MB | %s |%n",
                    dataSets ? "yes" : "no",
                    round.job(),
                    round.get(),
                    round.ratio(),
                    round.megabytes(),
                    cpu);
        }
        times.clear();
    }

    private void upload(Path file, String date) throws SftpException {
        tenant.sftp()
                .put(file.toString(), "/sources/%1$s/%2$s_%1$s.csv".formatted(SOURCE, date), ChannelSftp.OVERWRITE);
    }

    private String key(String date) {
        return "%s/%s/%s".formatted(stack.account(), SOURCE, date);
    }

    private String processed(String date) throws SftpException {
        var folder = "/processed/" + SOURCE;
        return tenant.sftp().ls(folder).stream()
                .map(ChannelSftp.LsEntry::getFilename)
                .filter(name -> name.startsWith(date))
                .map(name -> folder + "/" + name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the file of %s was refused".formatted(date)));
    }
}
