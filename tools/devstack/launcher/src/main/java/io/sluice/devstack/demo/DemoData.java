package io.sluice.devstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.Terminal;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The last part of the tenant's day: the accepted files are data. A correction replaces a day, which DuckDB
/// counts before and after.
final class DemoData {

    private static final String ORDER = "order";
    private static final String DAY = "20200125";
    private static final String OTHER_DAY = "20200126";
    private static final String FILE = DAY + "_order.csv";
    private static final String SQL = "SELECT count(*) AS orders, sum(quantity) AS pieces FROM ";
    private static final String HASHES =
            "SELECT bool_and(regexp_full_match(cust_phone_no, '[0-9a-f]{64}')) AS hashed FROM ";

    private final Tenant tenant;
    private final Terminal terminal;
    private final Checks checks;
    private final DataSets data;
    private final Path folder;

    DemoData(Stack stack, DemoAccount account, Tenant tenant, Terminal terminal, Checks checks) {
        this.tenant = tenant;
        this.terminal = terminal;
        this.checks = checks;
        this.data = new DataSets(new Api(stack.url(), account.apiToken()), account.accountId());
        this.folder = temporaryFolder(stack);
    }

    void run() {
        terminal.heading("6  The data of the days, and the correction of one: " + FILE);
        JsonNode before = manifest(DAY);
        checks.equal("the day has its 24 rows", 24, before.path("rows").asInt());
        List<Path> oldFiles = fetch(before);
        List<String> counted = ask(SQL, oldFiles);
        checks.equal("DuckDB counts 24 orders of 87 pieces", List.of("24", "87"), counted);
        checks.equal("the sensitive column holds hashes, nothing else", List.of("true"), ask(HASHES, oldFiles));

        byte[] correction = Samples.file("corrected/" + FILE);
        terminal.line("put the corrected %s into /sources/order/ (%d bytes)".formatted(FILE, correction.length));
        JsonNode job = tenant.uploadAndAwait(ORDER, FILE, correction);
        checks.equal("status is success", "success", job.path("status").asText());

        JsonNode after = manifest(DAY);
        checks.equal("the day is of the new job", job.path("job_id"), after.path("job_id"));
        checks.equal("DuckDB counts 26 orders of 93 pieces", List.of("26", "93"), ask(SQL, fetch(after)));
        JsonNode old = data.day(ORDER, DAY, before.path("snapshot_id").asText())
                .expect(200)
                .json();
        checks.equal("who asks for the old snapshot gets the old rows", counted, ask(SQL, fetch(old)));
        checks.equal(
                "the other day has the 9 rows of its correction, none of the refused file",
                9L,
                DuckDb.count(fetch(data.day(ORDER, OTHER_DAY).expect(200).json())));
    }

    private JsonNode manifest(String date) {
        terminal.line("GET …/sources/order/data?date=%s:".formatted(date));
        JsonNode manifest = data.day(ORDER, date).expect(200).json();
        terminal.quote(Api.pretty(manifest));
        return manifest;
    }

    private List<Path> fetch(JsonNode manifest) {
        return DataSets.fetch(manifest, folder);
    }

    private List<String> ask(String sql, List<Path> files) {
        terminal.line(sql + "read_parquet(…):");
        List<String> row = DuckDb.rows(sql + DuckDb.table(files)).getFirst();
        terminal.quote(String.join("  ", row));
        return row;
    }

    private static Path temporaryFolder(Stack stack) {
        try {
            return Files.createDirectories(stack.dataDir().resolve("fetched"));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
