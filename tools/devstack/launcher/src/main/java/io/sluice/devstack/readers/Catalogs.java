package io.sluice.devstack.readers;

import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The two ways to the tables of a stack, with the settings for Spark that docs/reading-data.md has.
public final class Catalogs {
    private static final String READER = "lake_reader";
    private static final Pattern SETTING = Pattern.compile("--conf spark[.]sql[.]catalog[.]sluice[.](\\S+)=(\\S+)");

    private Catalogs() {}

    /// The way of a tenant: its token, and nothing else.
    public static Map<String, String> rest(Stack stack, String token) {
        return settings(
                "spark", Map.of("https://sluice.example.com", stack.url().toString(), "<token>", token));
    }

    /// The way of the platform team: a role of the database that only reads, and credentials of the bucket.
    public static Map<String, String> jdbc(Stack stack) {
        var service = service(stack);
        var url = service.getProperty("quarkus.datasource.jdbc.url");
        try (var database = DriverManager.getConnection(
                        url,
                        service.getProperty("quarkus.datasource.username"),
                        service.getProperty("quarkus.datasource.password"));
                var statement = database.createStatement()) {
            statement.execute(
                    "do $$ begin if not exists (select from pg_roles where rolname = '%1$s') then create role %1$s login password '%1$s'; end if; end $$"
                            .formatted(READER));
            statement.execute("grant select on iceberg_tables, iceberg_namespace_properties to " + READER);
        } catch (SQLException cause) {
            throw new IllegalStateException("the role %s cannot be made: %s".formatted(READER, cause), cause);
        }
        var settings = settings(
                "spark-jdbc", Map.of("jdbc:postgresql://postgres.example.com/data", url, "<password>", READER));
        // What another store than that of AWS needs.
        settings.put("s3.endpoint", service.getProperty("quarkus.s3.endpoint-override"));
        settings.put("s3.path-style-access", "true");
        settings.put(
                "s3.access-key-id", service.getProperty("quarkus.s3.aws.credentials.static-provider.access-key-id"));
        settings.put(
                "s3.secret-access-key",
                service.getProperty("quarkus.s3.aws.credentials.static-provider.secret-access-key"));
        settings.put("client.region", service.getProperty("quarkus.s3.aws.region"));
        return settings;
    }

    /// @param replaced texts of the page
    private static Map<String, String> settings(String block, Map<String, String> replaced) {
        var page = read(Checkout.root().resolve("docs/reading-data.md"));
        var mark = "<!-- %s -->\n```".formatted(block);
        var begin = page.indexOf(mark) + mark.length();
        var lines = page.substring(begin, page.indexOf("```", begin));
        var settings = new TreeMap<String, String>();
        SETTING.matcher(lines).results().forEach(setting -> {
            var value = setting.group(2);
            for (var text : replaced.entrySet()) {
                value = value.replace(text.getKey(), text.getValue());
            }
            settings.put(setting.group(1), value);
        });
        return settings;
    }

    private static Properties service(Stack stack) {
        var settings = new Properties();
        try {
            settings.load(new StringReader(read(stack.dataDir().resolve("config/data-service.properties"))));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return settings;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
