package io.sluice.devstack.parts;

import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.process.ProcessGuard;
import io.sluice.devstack.parts.process.ProcessGuard.Farewell;
import io.sluice.devstack.parts.process.ProcessSignals;
import io.sluice.devstack.parts.process.TemporaryFolders;
import io.sluice.devstack.parts.tls.CertificateAuthority.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server that keeps its port and its data over restarts. User `postgres`, no password, loopback
/// only.
public final class EmbeddedPostgres implements AutoCloseable {

    /// The only user.
    public static final String USER = "postgres";

    private final Path folder;
    private final int port;
    private final Durability durability;
    private final Map<String, String> settings = new TreeMap<>();
    private io.zonky.test.db.postgres.embedded.@Nullable EmbeddedPostgres server;
    private long postmaster;

    /// Unpacks the binaries once on each machine.
    ///
    /// @param folder holds data and log
    public EmbeddedPostgres(Path folder, int port, Durability durability) {
        this.folder = folder;
        this.port = port;
        this.durability = durability;
    }

    /// A server on a free port with its own data, not yet started.
    public static EmbeddedPostgres temporary() {
        return new EmbeddedPostgres(TemporaryFolders.create("postgres"), Ports.free(), Durability.THROWN_AWAY);
    }

    /// The same with this certificate: it takes connections with TLS only.
    public EmbeddedPostgres with(Certificate own) {
        settings.put("hba_file", onlyWithTls().toString());
        settings.put("ssl", "on");
        settings.put("ssl_cert_file", own.chain().toString());
        settings.put("ssl_key_file", own.key().toString());
        return this;
    }

    private Path onlyWithTls() {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve("hba.conf"), "hostssl all all 127.0.0.1/32 trust\n");
        } catch (IOException cause) {
            throw new UncheckedIOException("the folder of PostgreSQL " + folder + " cannot be written", cause);
        }
    }

    /// Starts the server and returns when it accepts connections.
    public EmbeddedPostgres start() {
        // Not only after stop(): the server may have died by itself.
        stop();
        try {
            Files.createDirectories(folder);
            var builder = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder();
            settings.forEach(builder::setServerConfig);
            server = builder.setPort(port)
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setServerConfig("max_connections", "200")
                    // Off by default here: a killed server would lose data that it had acknowledged.
                    .setServerConfig("synchronous_commit", "on")
                    // The library turns it off; then a power cut may leave no usable database.
                    .setServerConfig("fsync", durability == Durability.KEPT ? "on" : "off")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            postmaster = Long.parseLong(
                    Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
            ProcessGuard.instance().guard(postmaster, Farewell.INT);
        } catch (IOException cause) {
            throw new UncheckedIOException("PostgreSQL did not start on port " + port + ", see " + log(), cause);
        }
        return this;
    }

    /// Makes the database unless it exists.
    public void createDatabase(String name) {
        createDatabase(port, name);
    }

    public String jdbcUrl(String database) {
        return jdbcUrl(port, database);
    }

    public String reactiveUrl(String database) {
        return reactiveUrl(port, database);
    }

    static void createDatabase(int port, String name) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("database name '" + name + "', expected [a-z][a-z0-9_]*");
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl(port, "postgres"), USER, USER);
                PreparedStatement look = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            look.setString(1, name);
            if (look.executeQuery().next()) {
                return;
            }
            try (PreparedStatement create = connection.prepareStatement("create database " + name)) {
                create.execute();
            }
        } catch (SQLException cause) {
            throw new IllegalStateException("database " + name + " cannot be created on port " + port, cause);
        }
    }

    static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    static String reactiveUrl(int port, String database) {
        return "postgresql://127.0.0.1:" + port + "/" + database;
    }

    /// Ends the server; [#start()] starts it again with its data.
    public void stop() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException cause) {
                throw new UncheckedIOException("PostgreSQL on port " + port + " did not stop, see " + log(), cause);
            }
            ProcessGuard.instance().release(postmaster, Farewell.INT);
            server = null;
        }
    }

    /// Kills all processes of the server as a power cut would; [#start()] starts it again with its data.
    public void kill() {
        ProcessHandle.of(postmaster).ifPresent(process -> {
            // Stopped first, so that it starts no further process: a survivor would block the next server.
            ProcessSignals.halt(process);
            List<ProcessHandle> all =
                    Stream.concat(Stream.of(process), process.descendants()).toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(one -> one.onExit().join());
        });
        // Releases the lock on the data directory.
        stop();
    }

    /// Halts all processes of the server: connections stay open and nothing answers until [#goOn()].
    public void halt() {
        ProcessSignals.haltAll(postmaster);
    }

    /// Ends [#halt()].
    public void goOn() {
        ProcessSignals.goOnAll(postmaster);
    }

    /// The server's first process.
    public long pid() {
        return postmaster;
    }

    @Override
    public void close() {
        stop();
    }

    public int port() {
        return port;
    }

    public Path log() {
        return folder.resolve("postgres.log");
    }
}
