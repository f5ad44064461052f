package io.sluice.data.parts;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.restassured.response.Response;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.data.DaySwapped;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.data.table.DayTable;
import io.sluice.data.table.LakeFiles;
import io.sluice.fixtures.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.io.CloseableIterable;
import org.duckdb.DuckDBDriver;
import org.eclipse.microprofile.config.ConfigProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// The data set `order` of one account: writes files as the validator does, and reads the table as an engine
/// does. DuckDB writes and reads the Parquet.
public final class Lake {
    public static final SourceType ORDER = new SourceType("order");

    private static final AtomicLong NEXT_JOB = new AtomicLong(System.currentTimeMillis());

    private final S3Client objects;
    private final DataSource database;
    private final LakeFiles files;
    private final AccountId account;
    private final String bucket = ConfigProvider.getConfig().getValue("sluice.objects.bucket", String.class);

    public Lake(S3Client objects, DataSource database, LakeFiles files, AccountId account) {
        this.objects = objects;
        this.database = database;
        this.files = files;
        this.account = account;
    }

    /// A job that is later than those before it.
    public JobRef job(String date) {
        return new JobRef(
                JobId.at(NEXT_JOB.incrementAndGet()),
                account,
                ORDER,
                DataDate.of(date).orElseThrow(),
                date + "_order.csv");
    }

    /// A swap whose file holds `rows` rows of version 1: `id` from 1, `amount`, `note`.
    public DaySwap swap(JobRef job, int rows, String note) {
        return swap(
                job,
                1,
                "select i::bigint as id, (i / 100)::decimal(10, 2) as amount, '%s' as note from range(1, %d) t(i)"
                        .formatted(note, rows + 1),
                "{id: 1, amount: 2, note: 3}",
                rows);
    }

    /// A swap whose file holds the rows of a query.
    ///
    /// @param fieldIds as DuckDB writes them
    public DaySwap swap(JobRef job, int version, String query, String fieldIds, int rows) {
        var content = parquet(query, fieldIds);
        var key = DataKeys.dayFile(job, "0a1b2c3d");
        objects.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
        return new DaySwap(job, version, Optional.of(new DataFile(key, content.length, sha256(content), rows)));
    }

    /// A swap without an accepted row.
    public static DaySwap empty(JobRef job) {
        return new DaySwap(job, 1, Optional.empty());
    }

    /// The answer to a swap that is committed.
    public DaySwapped swapped(DaySwap swap) {
        var answer = put(swap);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.asString());
        }
        try {
            return SluiceJson.mapper().readValue(answer.asString(), DaySwapped.class);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public Response put(DaySwap swap) {
        return put(swap, Tokens.role("validator-service").sign());
    }

    public Response put(DaySwap swap, String token) {
        try {
            return given().auth()
                    .oauth2(token)
                    .contentType("application/json")
                    .body(SluiceJson.mapper().writeValueAsString(swap))
                    .put("/internal/data/" + swap.job().key());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public DayTable table() {
        return DayTable.load(files, metadata());
    }

    private String metadata() {
        return new EntityTable(database)
                .rows(
                        "select metadata_location from iceberg_tables where table_namespace = '%s' and table_name = 'order'"
                                .formatted(account))
                .getFirst()
                .getFirst();
    }

    /// Adds a duration to all times in the table's metadata.
    public void moveTimes(Duration by) {
        var location = metadata();
        var moved = location.replace(".metadata.json", "-moved.metadata.json");
        var json = Pattern.compile("(-ms\"\\s*:\\s*)([0-9]+)")
                .matcher(new String(files.read(location), UTF_8))
                .replaceAll(time -> time.group(1) + (Long.parseLong(time.group(2)) + by.toMillis()));
        files.write(moved, json.getBytes(UTF_8));
        new EntityTable(database)
                .rows("update iceberg_tables set metadata_location = '%s' where metadata_location = '%s' returning 1"
                        .formatted(moved, location));
    }

    /// What the table holds, as `<rows> <note>` by its days.
    public Map<String, String> days() {
        var days = new TreeMap<String, String>();
        planned()
                .forEach((date, some) -> days.put(
                        date,
                        String.join(
                                " ",
                                query("select count(*) || ' ' || min(note) from read_parquet(%s)"
                                                .formatted(local(some)))
                                        .getFirst())));
        return days;
    }

    /// The objects that a scan of the table reads, by day.
    public Map<String, List<String>> planned() {
        var planned = new TreeMap<String, List<String>>();
        try (CloseableIterable<FileScanTask> tasks = table().table().newScan().planFiles()) {
            for (var task : tasks) {
                var date =
                        java.time.LocalDate.ofEpochDay(task.file().partition().get(0, Integer.class));
                planned.computeIfAbsent(date.toString(), day -> new ArrayList<>())
                        .add(task.file().location().replaceFirst("^s3://[^/]+/", ""));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return planned;
    }

    private String local(List<String> keys) {
        var paths = new ArrayList<String>();
        for (var key : keys) {
            paths.add("'" + temporary(object(key)) + "'");
        }
        return paths.toString();
    }

    public byte[] object(String key) {
        return objects.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asByteArray();
    }

    public void put(String key, byte[] content) {
        objects.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    public void remove(String key) {
        objects.deleteObject(request -> request.bucket(bucket).key(key));
    }

    /// The rows of a query, each as the texts of its columns.
    public static List<List<String>> query(String sql) {
        try (var duckdb = duckdb();
                var statement = duckdb.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<List<String>>();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                found.add(row);
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /// Not from the DriverManager: it knows only the drivers of the class loader that asked first.
    private static Connection duckdb() throws SQLException {
        return requireNonNull(new DuckDBDriver().connect("jdbc:duckdb:", new Properties()));
    }

    private static byte[] parquet(String query, String fieldIds) {
        var path = temporary(new byte[0]);
        try (var duckdb = duckdb();
                var statement = duckdb.createStatement()) {
            statement.execute("copy (%s) to '%s' (format parquet, compression zstd, field_ids %s)"
                    .formatted(query, path, fieldIds));
            return Files.readAllBytes(path);
        } catch (SQLException | IOException failed) {
            throw new IllegalStateException(query, failed);
        }
    }

    /// A file that ends with the test run.
    public static Path temporary(byte[] content) {
        try {
            var path = Files.createTempFile("lake", ".parquet");
            path.toFile().deleteOnExit();
            return Files.write(path, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
