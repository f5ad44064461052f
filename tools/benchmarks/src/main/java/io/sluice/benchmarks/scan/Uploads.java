package io.sluice.benchmarks.scan;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Tenants that log in, upload one small file and log out, spread evenly over some time.
final class Uploads {
    private static final int AT_ONCE = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final byte[] CONTENT = "id,name\n1,Ann\n2,Bob\n".getBytes(StandardCharsets.UTF_8);

    private final int port;
    private final Broker broker;
    private final ConcurrentMap<String, Long> closed = new ConcurrentHashMap<>();
    private final Map<String, Long> claimed = new HashMap<>();
    private LocalDate date = LocalDate.of(2025, 1, 1);

    Uploads(int port, Broker broker) {
        this.port = port;
        this.broker = broker;
    }

    /// Uploads this number of files, each from another account, spread over the time. Returns when the last
    /// one is closed.
    void make(int accounts, int files, Duration time) throws InterruptedException {
        date = date.plusDays(1);
        var day = date.format(DateTimeFormatter.BASIC_ISO_DATE);
        try (var tenants = Executors.newScheduledThreadPool(AT_ONCE)) {
            var made = new ArrayList<Future<?>>();
            for (int i = 0; i < files; i++) {
                var id = MadeUpAccounts.id((int) ((long) i * accounts / files));
                made.add(tenants.schedule(() -> upload(id, day), time.toNanos() * i / files, TimeUnit.NANOSECONDS));
            }
            for (var one : made) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a tenant could not upload: " + failed.getCause(), failed);
        }
    }

    private Void upload(String accountId, String day) throws JSchException, SftpException {
        var session = new JSch().getSession(accountId, "127.0.0.1", port);
        session.setConfig("StrictHostKeyChecking", "no");
        session.setConfig("PreferredAuthentications", "password");
        session.setPassword(MadeUpAccounts.PASSWORD);
        session.setDaemonThread(true);
        try {
            session.connect(60_000);
            var sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect(60_000);
            sftp.put(new ByteArrayInputStream(CONTENT), "/sources/order/%s_order.csv".formatted(day));
            closed.put("%s/order/%s".formatted(accountId, day), System.currentTimeMillis());
            return null;
        } finally {
            session.disconnect();
        }
    }

    /// Waits for the claims of all uploads; returns the time from each upload's close to the announcement of
    /// its claim.
    Latencies awaitClaims() {
        var end = System.nanoTime() + TIMEOUT.toNanos();
        do {
            broker.newClaims().forEach(claimed::putIfAbsent);
        } while (!claimed.keySet().containsAll(closed.keySet()) && System.nanoTime() < end);
        var millis = closed.entrySet().stream()
                .flatMap(upload ->
                        Optional.ofNullable(claimed.get(upload.getKey())).map(at -> at - upload.getValue()).stream())
                .mapToDouble(Long::doubleValue)
                .toArray();
        return new Latencies(
                closed.size(),
                closed.size() - millis.length,
                Quantile.of(0.5, millis),
                Quantile.of(0.99, millis),
                Quantile.of(1, millis));
    }

    /// From the close of an upload to the announcement of its claim, in milliseconds.
    ///
    /// @param missing uploads that had no claim when the time was up
    record Latencies(int uploads, int missing, double median, double p99, double longest) {}
}
