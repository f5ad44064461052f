package io.sluice.devstack.parts;

import io.sluice.devstack.parts.process.HaltableWire;
import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.process.TemporaryFolders;
import io.sluice.devstack.parts.sftp.AccountBook;
import io.sluice.devstack.parts.sftp.EmbeddedSftp;
import io.sluice.devstack.parts.sftp.KeyFiles;
import io.sluice.devstack.parts.sftp.LocalAccount;
import io.sluice.sftpserver.account.SftpAccount;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Set;
import org.apache.commons.codec.digest.Crypt;

/// The SFTP server of integration tests, one a test run, with two accounts that have the usual sources.
public final class TestSftp {

    /// The accounts; both log in with [#PASSWORD].
    public static final Set<String> ACCOUNTS = Set.of("110-1234-567", "acme");

    public static final String PASSWORD = "correct horse";

    private static final Set<String> SOURCES =
            Set.of("order", "member", "product", "category", "channel", "redeem", "points");

    private TestSftp() {}

    /// Where it listens on 127.0.0.1, the volume on disk, and the services' key and known-hosts files.
    public record Address(int port, Path volume, Path privateKeyFile, Path knownHostsFile) {}

    /// The first call starts it, the end of the JVM ends it.
    public static Address address() {
        String[] known = started();
        Path folder = Path.of(known[2]);
        return new Address(
                Integer.parseInt(known[0]),
                folder.resolve("volume"),
                folder.resolve("service-key"),
                folder.resolve("known-hosts"));
    }

    /// Halts the server until the result is closed: connections stay open and nothing answers.
    public static Closeable halt() {
        try {
            Socket halted = new Socket(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(started()[1]));
            halted.getInputStream().read();
            return halted;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /// Port, port of the halts, folder.
    private static String[] started() {
        return JvmWide.once("sluice.test.sftp", TestSftp::start).split(" ", 3);
    }

    private static String start() {
        Path folder = TemporaryFolders.create("sftp");
        HaltableWire wire = new HaltableWire(startIn(folder).port());
        writeKnownHosts(folder, wire.port());
        return wire.port() + " " + haltsOf(wire) + " " + folder;
    }

    /// A port: the wire is halted while a connection to it is open. Tests of other class loaders reach it so.
    private static int haltsOf(HaltableWire wire) {
        try {
            ServerSocket halts = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
            Thread.ofPlatform().daemon().name("sftp-halts").start(() -> {
                while (true) {
                    try (Socket halted = halts.accept()) {
                        wire.halt();
                        try {
                            halted.getOutputStream().write(1);
                            halted.getInputStream().read();
                        } finally {
                            wire.goOn();
                        }
                    } catch (IOException cause) {
                        throw new UncheckedIOException(cause);
                    }
                }
            });
            return halts.getLocalPort();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /// Starts a server of its own with the same accounts, for a test that stops it or needs an empty volume.
    ///
    /// @param folder gets `volume`, `service-key` and `known-hosts`
    public static EmbeddedSftp startIn(Path folder) {
        KeyPair hostKey = KeyFiles.ensure(folder.resolve("host-key"));
        KeyPair serviceKey = KeyFiles.ensure(folder.resolve("service-key"));
        int port = Ports.free();
        writeKnownHosts(folder, port);
        String hash = Crypt.crypt(PASSWORD, "$6$sluicetest");
        AccountBook accounts = AccountBook.of(ACCOUNTS.stream()
                .map(accountId -> LocalAccount.of(accountId, hash, SOURCES))
                .toArray(SftpAccount[]::new));
        return new EmbeddedSftp(
                        folder.resolve("volume"),
                        "127.0.0.1",
                        port,
                        hostKey,
                        KeyFiles.line(serviceKey.getPublic()),
                        accounts)
                .withValidator(KeyFiles.line(serviceKey.getPublic()))
                .start();
    }

    private static void writeKnownHosts(Path folder, int port) {
        KeyPair hostKey = KeyFiles.ensure(folder.resolve("host-key"));
        try {
            Files.writeString(
                    folder.resolve("known-hosts"), KeyFiles.knownHost("127.0.0.1", port, hostKey.getPublic()));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
