package io.sluice.devstack.parts;

import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.parts.process.ChildProcess;
import io.sluice.devstack.parts.process.ChildProcess.Command;
import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.process.TemporaryFolders;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.devstack.parts.tls.CertificateAuthority.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An S3 server in a child JVM. It keeps its port and its objects over restarts; objects are files below the
/// folder.
public final class EmbeddedObjectStore implements AutoCloseable {

    /// The region in the signatures of clients.
    public static final String REGION = "us-east-1";
    /// The only bucket; the store makes it at its start.
    public static final String BUCKET = "sluice";

    public static final String ACCESS_KEY = "sluice-devstack";
    public static final String SECRET_KEY = "sluice-devstack-secret";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final List<String> OPTIONS =
            List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final Path folder;
    private final int port;
    private Optional<Certificate> own = Optional.empty();
    private @Nullable ChildProcess process;

    /// @param folder holds objects and log
    public EmbeddedObjectStore(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /// A store on a free port with its own objects, not yet started.
    public static EmbeddedObjectStore temporary() {
        return new EmbeddedObjectStore(TemporaryFolders.create("objects"), Ports.free());
    }

    /// The same with this certificate: it takes connections with TLS only.
    public EmbeddedObjectStore with(Certificate certificate) {
        own = Optional.of(certificate);
        return this;
    }

    /// Starts the store and returns when it answers requests.
    public EmbeddedObjectStore start() {
        launch().awaitReady(this::isReady, START_LIMIT);
        return this;
    }

    /// Starts without waiting; see [#isReady()].
    public ChildProcess launch() {
        Path settings = folder.resolve("s3proxy.properties");
        Path buckets = folder.resolve("buckets");
        try {
            // Whoever can read these files needs no keys for the store.
            Files.createDirectories(
                    buckets.resolve(BUCKET),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(settings, """
                    %s
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    s3proxy.v4-max-non-chunked-request-size=1073741824
                    jclouds.provider=filesystem-nio2
                    jclouds.identity=unused
                    jclouds.credential=unused
                    jclouds.filesystem.basedir=%s
                    """.formatted(listener(), ACCESS_KEY, SECRET_KEY, buckets));
        } catch (IOException cause) {
            throw new UncheckedIOException("the object store's folder " + folder + " cannot be written", cause);
        }
        Command command = Command.java(
                        "object-store",
                        OPTIONS,
                        Checkout.classPath("tools/devstack/object-store"),
                        "org.gaul.s3proxy.Main",
                        log())
                .with("--properties", settings);
        ChildProcess started = ChildProcess.start(command);
        process = started;
        return started;
    }

    private String listener() {
        return own.map(certificate -> """
                        s3proxy.secure-endpoint=%s
                        s3proxy.keystore-path=%s
                        s3proxy.keystore-password=%s""".formatted(endpoint(), certificate.keyStore(), CertificateAuthority.PASSWORD))
                .orElse("s3proxy.endpoint=" + endpoint());
    }

    /// Whether the store answers requests.
    public boolean isReady() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /// Ends the store; [#start()] starts it again with its objects.
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /// Kills the store; [#start()] starts it again with its objects.
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /// Halts the store: connections stay open and nothing answers until [#goOn()].
    public void halt() {
        if (process != null) {
            process.halt();
        }
    }

    /// Ends [#halt()].
    public void goOn() {
        if (process != null) {
            process.goOn();
        }
    }

    /// The store's process.
    ///
    /// @throws IllegalStateException before the first start
    public long pid() {
        if (process == null) {
            throw new IllegalStateException("the object store was not started");
        }
        return process.pid();
    }

    @Override
    public void close() {
        stop();
    }

    public String endpoint() {
        return (own.isPresent() ? "https" : "http") + "://127.0.0.1:" + port;
    }

    public Path log() {
        return folder.resolve("object-store.log");
    }
}
