package io.sluice.endtoend;

import io.sluice.devstack.demo.DuckDb;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Everything that a stack has written: the files of its data directory, which are the objects, the topics
/// with all events, the logs, the volume and PostgreSQL's pages; and the rows of all its databases.
///
/// @param accountId whose Parquet files are read
record WrittenBytes(Stack stack, String accountId) {
    private static final int PORTION = 1 << 20;
    // Positions, not contents, and mostly holes.
    private static final List<String> INDEXES = List.of(".index", ".timeindex", ".snapshot");

    /// Where one of these texts stands: paths from the data directory, and tables as `database.schema.table`.
    Set<String> placesOf(List<String> texts) {
        var places = new TreeSet<String>();
        try {
            Files.walkFileTree(stack.dataDir(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile() && holdsContent(file) && has(file, texts)) {
                        places.add(stack.dataDir().relativize(file).toString());
                    }
                    return FileVisitResult.CONTINUE;
                }

                // Other tests go on meanwhile.
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        Part.services().forEach(service -> places.addAll(tablesWith(service, texts)));
        return places;
    }

    private static boolean holdsContent(Path file) {
        return INDEXES.stream().noneMatch(file.toString()::endsWith);
    }

    private boolean has(Path file, List<String> texts) throws IOException {
        try (var content = new BufferedInputStream(Files.newInputStream(file), PORTION)) {
            return has(content, texts) || (isGzip(file) && hasUnpacked(file, texts)) || hasInRows(file, texts);
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        }
    }

    private static boolean isGzip(Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            var start = content.readNBytes(2);
            return start.length == 2 && start[0] == (byte) 0x1f && start[1] == (byte) 0x8b;
        }
    }

    private static boolean hasUnpacked(Path file, List<String> texts) throws IOException {
        try (var content = new WhatIsWhole(new GZIPInputStream(Files.newInputStream(file)))) {
            return has(content, texts);
        } catch (EOFException | ZipException noHead) {
            return false;
        }
    }

    /// Another test may still write the file, or has sent a broken one: what comes before that counts.
    private static final class WhatIsWhole extends FilterInputStream {
        WhatIsWhole(InputStream packed) {
            super(packed);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (EOFException | ZipException broken) {
                return -1;
            }
        }
    }

    /// The pages of Parquet are packed.
    private boolean hasInRows(Path file, List<String> texts) {
        return file.toString().endsWith(".parquet")
                && file.toString().contains(accountId)
                && DuckDb.rows("SELECT * FROM " + DuckDb.table(List.of(file))).stream()
                        .anyMatch(row -> texts.stream().anyMatch(row.toString()::contains));
    }

    private static boolean has(InputStream content, List<String> texts) throws IOException {
        var longest = texts.stream().mapToInt(String::length).max().orElseThrow();
        var rest = "";
        while (true) {
            var portion = content.readNBytes(PORTION);
            var text = rest + new String(portion, StandardCharsets.ISO_8859_1);
            if (texts.stream().anyMatch(text::contains)) {
                return true;
            }
            if (portion.length < PORTION) {
                return false;
            }
            rest = text.substring(text.length() - longest);
        }
    }

    private List<String> tablesWith(Part service, List<String> texts) {
        var settings = settings(service);
        var url = settings.getProperty("quarkus.datasource.jdbc.url");
        if (url == null) {
            return List.of();
        }
        var found = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(
                        url,
                        settings.getProperty("quarkus.datasource.username"),
                        settings.getProperty("quarkus.datasource.password"));
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            // Temporary tables of other sessions cannot be read; their pages are among the files.
            try (var rows = statement.executeQuery("""
                    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
                    AND NOT starts_with(schemaname, 'pg_temp')""")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (var table : tables) {
                for (var text : texts) {
                    var sql = "SELECT EXISTS (SELECT FROM %s t WHERE strpos(t::text, '%s') > 0)".formatted(table, text);
                    try (var rows = statement.executeQuery(sql)) {
                        rows.next();
                        if (rows.getBoolean(1)) {
                            found.add(connection.getCatalog() + "." + table);
                        }
                    }
                }
            }
        } catch (SQLException cause) {
            throw new IllegalStateException("the database of %s cannot be read".formatted(service.label()), cause);
        }
        return found;
    }

    private Properties settings(Part service) {
        var settings = new Properties();
        try (var text = Files.newBufferedReader(stack.dataDir().resolve("config/" + service.label() + ".properties"))) {
            settings.load(text);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return settings;
    }
}
