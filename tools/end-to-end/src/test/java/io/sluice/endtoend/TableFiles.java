package io.sluice.endtoend;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/// Reads the files of a table with what the catalogue gave along with it, and nothing else. A client of the
/// catalogue makes it by its name.
public final class TableFiles implements FileIO {
    @Serial
    private static final long serialVersionUID = 1L;

    /// Iceberg sends such objects to other processes; this one stays here.
    private transient Map<String, String> properties = Map.of();

    /// What a client of the catalogue needs to know.
    static Map<String, String> catalog(URI system, String token) {
        return Map.of("uri", system + "/iceberg", "token", token, "io-impl", TableFiles.class.getName());
    }

    /// The data files of a table's current snapshot, as a list of DuckDB.
    static String fetched(Table table, Path folder) throws IOException {
        var paths = new ArrayList<String>();
        try (var tasks = table.newScan().planFiles()) {
            for (var task : tasks) {
                var bytes = ((TableFiles) table.io()).bytes(task.file().location());
                paths.add("'%s'".formatted(Files.write(Files.createTempFile(folder, "table-", ".parquet"), bytes)));
            }
        }
        return paths.toString();
    }

    @Override
    public void initialize(Map<String, String> ofTable) {
        properties = Map.copyOf(ofTable);
    }

    @Override
    public Map<String, String> properties() {
        return properties;
    }

    @Override
    public InputFile newInputFile(String location) {
        return new InMemoryInputFile(location, bytes(location));
    }

    byte[] bytes(String location) {
        var address = location.replaceFirst("^s3:/", properties.get("s3.endpoint"));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .header("x-amz-security-token", properties.get("s3.session-token"))
                            .build(),
                    BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("%s was answered with %d".formatted(address, answer.statusCode()));
            }
            return answer.body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    @Override
    public OutputFile newOutputFile(String location) {
        throw new UnsupportedOperationException(location);
    }

    @Override
    public void deleteFile(String location) {
        throw new UnsupportedOperationException(location);
    }
}
