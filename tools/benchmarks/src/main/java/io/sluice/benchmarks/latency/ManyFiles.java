package io.sluice.benchmarks.latency;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import io.sluice.benchmarks.scan.Quantile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Uploads many small files of many accounts as fast as Sluice takes them, with data sets and without, in
/// turns. The figure is the rate between the end of the first job and that of the last.
public final class ManyFiles {
    private static final String SOURCE = "bench_small";
    private static final int AT_ONCE = 8;
    private static final int ROWS = 100;
    private static final byte[] CONTENT = content();

    private final RunningStack stack;
    private final Path home;
    private final JobTimes times;
    private final Map<String, TenantSession> tenants;
    private final Map<Boolean, List<Double>> rates = Map.of(true, new ArrayList<>(), false, new ArrayList<>());
    private final Map<Boolean, List<Double>> cpus = Map.of(true, new ArrayList<>(), false, new ArrayList<>());
    private LocalDate date = LocalDate.of(2020, 1, 1);

    private ManyFiles(RunningStack stack, Path home, JobTimes times, Map<String, TenantSession> tenants) {
        this.stack = stack;
        this.home = home;
        this.times = times;
        this.tenants = tenants;
    }

    private static byte[] content() {
        var rows = new StringBuilder("id,name,day,amount,note\n");
        IntStream.range(0, ROWS)
                .forEach(i -> rows.append(i)
                        .append(",Customer ")
                        .append(i * 7919 % 1_000)
                        .append(",2024-02-03,")
                        .append(i * 31 % 97)
                        .append(".50,\n"));
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// The arguments are the env file of a running Sluice without a validator, the checkout, the number of
    /// accounts, that of the files of each in a round, and that of the rounds.
    public static void main(String[] words)
            throws IOException, InterruptedException, JSchException, SftpException, ExecutionException {
        Map<String, TenantSession> tenants = new LinkedHashMap<>();
        try (var stack = RunningStack.of(Path.of(words[0]));
                var times = new JobTimes(stack.get("SLUICE_KAFKA"))) {
            for (int i = 0; i < Integer.parseInt(words[2]); i++) {
                var account = "bench-%03d".formatted(i);
                var password = stack.makeAccount(account);
                stack.makeSource(account, SOURCE, fields());
                tenants.put(account, TenantSession.open(stack, account, password));
            }
            for (var tenant : tenants.values()) {
                tenant.awaitSource(SOURCE);
            }
            new ManyFiles(stack, Path.of(words[1]), times, tenants)
                    .measure(Integer.parseInt(words[3]), Integer.parseInt(words[4]));
        } finally {
            tenants.values().forEach(TenantSession::close);
        }
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", "Integer");
        fields.put("name", "String");
        fields.put("day", "Date");
        fields.put("amount", "Decimal");
        fields.put("note", "String");
        return fields;
    }

    private void measure(int files, int rounds) throws IOException, InterruptedException, ExecutionException {
        System.out.printf("%n| data sets | files | files/s | CPU per file | validator's memory | CPU |%n"
                + "|---|---:|---:|---:|---:|---|%n");
        for (int i = 0; i < rounds; i++) {
            round(files, i % 2 == 0);
            round(files, i % 2 != 0);
        }
        var with = median(rates, true);
        var without = median(rates, false);
        System.out.printf(
                Locale.ROOT,
                "%nmedians: %.1f files/s with data sets, %.1f without, ratio %.2f; CPU of a file %.0f ms and %.0f ms%n",
                with,
                without,
                with / without,
                median(cpus, true),
                median(cpus, false));
    }

    private static double median(Map<Boolean, List<Double>> of, boolean dataSets) {
        return Quantile.of(
                0.5,
                of.getOrDefault(dataSets, List.of()).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }

    private void round(int files, boolean dataSets) throws IOException, InterruptedException, ExecutionException {
        try (var validator = Validator.start(home, stack, dataSets)) {
            upload(2);
            times.ended(2 * tenants.size());
            times.clear();
            validator.peakMegabytes();
            var before = CpuTimes.now();
            upload(files);
            var count = files * tenants.size();
            var ended = times.ended(count);
            var cpu = CpuTimes.now().since(before);
            var rate = (count - 1) * 1e3 / (ended[count - 1] - ended[0]);
            var ofAFile = cpu.all() * 1e3 / count;
            rates.getOrDefault(dataSets, List.of()).add(rate);
            cpus.getOrDefault(dataSets, List.of()).add(ofAFile);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.1f | %.0f ms | %.0f MB | %s |%n",
                    dataSets ? "yes" : "no",
                    count,
                    rate,
                    ofAFile,
                    validator.peakMegabytes(),
                    cpu);
        }
        times.clear();
    }

    /// So many days of each account, all accounts at the same time.
    private void upload(int days) throws InterruptedException, ExecutionException {
        var first = date;
        date = date.plusDays(days);
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var uploads = new ArrayList<Future<?>>();
            tenants.values().forEach(tenant -> uploads.add(threads.submit(() -> upload(tenant, first, days))));
            for (var one : uploads) {
                one.get();
            }
        }
    }

    private static Void upload(TenantSession tenant, LocalDate first, int days) throws SftpException {
        for (int i = 0; i < days; i++) {
            var day = first.plusDays(i).format(DateTimeFormatter.BASIC_ISO_DATE);
            tenant.sftp().put(new ByteArrayInputStream(CONTENT), "/sources/%1$s/%2$s_%1$s.csv".formatted(SOURCE, day));
        }
        return null;
    }
}
