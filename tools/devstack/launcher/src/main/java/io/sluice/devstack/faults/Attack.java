package io.sluice.devstack.faults;

import io.sluice.devstack.demo.TenantSftp;
import io.sluice.devstack.demo.Until;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What one tenant does to the services. It speaks to them directly, without the gateway before them.
final class Attack {

    private static final int COLUMNS = 1_000;
    private static final int LARGEST_SCHEMA = 512 * 1024;
    private static final int REPLAYED = 32 << 20;
    /// Not the other tenant's. Every address of 127.0.0.0/8 is this machine's on Linux.
    private static final String STRANGER = "127.0.0.2";

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Stack stack;
    private final Account account;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, Integer> statuses = new TreeMap<>();
    private final Map<String, Integer> all = new TreeMap<>();
    private final byte[] emptyFields = ascii("{\"schema\": [" + "{},".repeat(3_300_000) + "{}]}");
    private final byte[] countlessFields = ascii("{\"schema\": [" + "{},".repeat(170_000) + "{}]}");
    private final byte[] largePatterns = ascii(IntStream.range(0, 2 * COLUMNS)
            .mapToObj(
                    "{\"name\": \"c%d\", \"type\": \"String\", \"constraints\": {\"pattern\": \"[a-z]{1000}\"}}"
                            ::formatted)
            .collect(Collectors.joining(",", "{\"schema\": [", "]}")));
    private final byte[] uniqueColumns = ascii(wide(200));
    private final byte[] longRow = ascii("id,name,birthdate,address,phone\n1,\"" + "x".repeat(16 << 20));
    private String endedJob = "";
    private volatile boolean running;
    private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Attack(Stack stack, Account account) {
        this.stack = stack;
        this.account = account;
    }

    /// One thing that the tenant does over and over.
    enum Act {
        EMPTY_FIELDS(
                "changes of 3,300,000 empty fields in 10 MB, of 170,000 in 512 KiB, and of 2,000 large patterns", 8),
        VERSIONS("20 versions of 8 MB and of 512 KiB, and lists of versions and of sources", 8),
        UNIQUE_COLUMNS("dry runs with 1,000 unique columns, and of rows of 16 MB", 8),
        SLOW_BODIES("dry runs and changes at one byte a second", 40),
        REPLAYS("replays of a file of 32 MB", 8),
        CONNECTIONS("connections to the SFTP server without a log-in", 40),
        SESSIONS("log-ins of one account that stay", 4);

        private final String description;
        private final int threads;

        Act(String description, int threads) {
            this.description = description;
            this.threads = threads;
        }

        String description() {
            return description;
        }
    }

    /// Registers the sources that the acts need.
    void prepare() {
        account.newSource("""
                {"source_type": "wide", "source_name": "Wide", "schema": [{"name": "id", "type": "String"}]}""");
        account.newSource("""
                {"source_type": "unique", "source_name": "Unique", "schema": [%s]}""".formatted(IntStream.range(0, COLUMNS)
                .mapToObj("{\"name\": \"c%d\", \"type\": \"String\", \"constraints\": {\"unique\": true}}"::formatted)
                .collect(Collectors.joining(","))));
        endedJob = anEndedJob();
    }

    private String anEndedJob() {
        String date = Uploads.date(1);
        String row = "1," + "n".repeat(100) + ",2000-01-01,a,p\n";
        try (TenantSftp sftp = account.login()) {
            sftp.put(
                    "/sources/member/" + date + "_member.csv",
                    ascii(Account.HEADER + row.repeat(REPLAYED / row.length())));
        }
        return Until.seen(
                "the end of the job of " + date,
                Duration.ofMinutes(2),
                () -> account.job(date)
                        .filter(job -> Set.of("success", "failed")
                                .contains(job.path("status").asText()))
                        .map(job -> job.path("job_id").asText()));
    }

    /// Does them all until the end.
    void begin(List<Act> acts) {
        running = true;
        threads = Executors.newVirtualThreadPerTaskExecutor();
        for (Act act : acts) {
            for (int i = 0; i < act.threads; i++) {
                int number = i;
                threads.execute(() -> repeat(act, number));
            }
        }
    }

    void end() {
        running = false;
        threads.shutdownNow();
        threads.close();
    }

    /// How often each status was answered since the last call.
    synchronized Map<String, Integer> takeStatuses() {
        Map<String, Integer> taken = Map.copyOf(statuses);
        statuses.clear();
        return new TreeMap<>(taken);
    }

    /// How often each status was answered.
    synchronized Map<String, Integer> statuses() {
        return new TreeMap<>(all);
    }

    private void repeat(Act act, int number) {
        while (running) {
            try {
                switch (act) {
                    case EMPTY_FIELDS -> emptyFields(number);
                    case VERSIONS -> versions(number);
                    case UNIQUE_COLUMNS -> dryRun(number);
                    case SLOW_BODIES -> drip(number);
                    case REPLAYS -> replay();
                    case CONNECTIONS -> connect();
                    case SESSIONS -> stayLoggedIn();
                }
            } catch (IOException | UncheckedIOException broken) {
                note("broken connection");
            } catch (InterruptedException ended) {
                return;
            }
            Scene.hold(PAUSE);
        }
    }

    private void emptyFields(int number) throws IOException, InterruptedException {
        switch (number % 4) {
            case 0 -> patch("PATCH 2,000 patterns", "/sources/member/schema", largePatterns);
            case 1 -> patch("PATCH 170,000 fields", "/sources/member/schema", countlessFields);
            default -> patch("PATCH 3,300,000 fields", "/sources/member/schema", emptyFields);
        }
    }

    private void versions(int number) throws IOException, InterruptedException {
        switch (number) {
            case 0 -> patch("PATCH schema of 8 MB", "/sources/wide/schema", schema(8 << 20));
            case 1 -> patch("PATCH schema of 512 KiB", "/sources/wide/schema", schema(LARGEST_SCHEMA));
            case 2, 3 -> get("GET schema", "/sources/wide/schema");
            case 4 -> get("GET sources", "/sources?limit=500");
            default -> get("GET versions", "/sources/wide/schema/versions?limit=500");
        }
    }

    private void dryRun(int number) throws IOException, InterruptedException {
        boolean columns = number % 2 == 0;
        send(
                "dry run",
                request(Part.VALIDATOR_SERVICE, "/sources/%s/validate".formatted(columns ? "unique" : "member"))
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofByteArray(columns ? uniqueColumns : longRow)));
    }

    /// Sends one byte a second until the connection ends.
    private void drip(int number) throws IOException {
        boolean change = number % 2 == 0;
        URI address = stack.url(change ? Part.SCHEMA_SERVICE : Part.VALIDATOR_SERVICE);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String head =
                    "%s /v1/%s/sources/member/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: 100000\r\n\r\n"
                            .formatted(
                                    change ? "PATCH" : "POST",
                                    account.id(),
                                    change ? "schema" : "validate",
                                    account.token(),
                                    change ? "application/json" : "text/csv");
            socket.getOutputStream().write(ascii(head));
            while (running && socket.getInputStream().available() == 0) {
                socket.getOutputStream().write(' ');
                socket.getOutputStream().flush();
                Scene.hold(Duration.ofSeconds(1));
            }
            if (running) {
                byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
                note("slow body " + new String(status, StandardCharsets.US_ASCII).replaceFirst(".* ", ""));
            } else {
                note("slow body still open");
            }
        }
    }

    private void replay() throws IOException, InterruptedException {
        send(
                "replay",
                request(Part.JOB_SERVICE, "/jobs/" + endedJob + "/replay")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"force\": true}")));
    }

    /// Holds the connection while the server lets it.
    private void connect() throws IOException {
        try (Socket socket = new Socket(
                InetAddress.ofLiteral(stack.sftpHost()), stack.sftpPort(), InetAddress.ofLiteral(STRANGER), 0)) {
            socket.setSoTimeout(1_000);
            while (running && isOpen(socket)) {
                Scene.hold(PAUSE);
            }
            note(running ? "connection closed by the SFTP server" : "connection still open");
        }
    }

    private static boolean isOpen(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read(new byte[1_024]) >= 0;
        } catch (SocketTimeoutException silent) {
            return true;
        }
    }

    /// Opens session after session and leaves them open; those beyond the limit end, or are refused.
    private void stayLoggedIn() {
        List<TenantSftp> open = new ArrayList<>();
        try {
            while (running) {
                try {
                    open.add(account.login());
                    note("log-in");
                } catch (IllegalStateException refused) {
                    note("log-in refused");
                }
                Scene.hold(PAUSE);
            }
        } finally {
            open.forEach(TenantSftp::close);
        }
    }

    private void patch(String what, String path, byte[] body) throws IOException, InterruptedException {
        send(
                what,
                request(Part.SCHEMA_SERVICE, path)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofByteArray(body)));
    }

    private void get(String what, String path) throws IOException, InterruptedException {
        send(what, request(Part.SCHEMA_SERVICE, path).GET());
    }

    private HttpRequest.Builder request(Part service, String path) {
        return HttpRequest.newBuilder(stack.url(service).resolve("/v1/" + account.id() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + account.token());
    }

    private void send(String what, HttpRequest.Builder request) throws IOException, InterruptedException {
        note(what + " " + http.send(request.build(), BodyHandlers.discarding()).statusCode());
    }

    private synchronized void note(String status) {
        statuses.merge(status, 1, Integer::sum);
        all.merge(status, 1, Integer::sum);
    }

    /// A change whose document has the size and differs from the last one.
    private static byte[] schema(int bytes) {
        String field = "{\"name\": \"id\", \"type\": \"String\", \"description\": \"";
        String text = "{\"description\": \"" + System.nanoTime() + "\", \"schema\": [" + field;
        return ascii(text + "a".repeat(bytes - text.length() - 4) + "\"}]}");
    }

    private static String wide(int rows) {
        StringBuilder body = new StringBuilder(
                IntStream.range(0, COLUMNS).mapToObj("c%d"::formatted).collect(Collectors.joining(",", "", "\n")));
        for (int row = 0; row < rows; row++) {
            String cell = row + "-%d";
            body.append(
                    IntStream.range(0, COLUMNS).mapToObj(cell::formatted).collect(Collectors.joining(",", "", "\n")));
        }
        return body.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
