package io.sluice.devstack.parts;

import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.process.TemporaryFolders;
import io.sluice.devstack.parts.sftp.AccountBook;
import io.sluice.devstack.parts.sftp.EmbeddedSftp;
import io.sluice.devstack.parts.sftp.KeyFiles;
import io.sluice.devstack.parts.sftp.LocalAccount;
import io.sluice.sftpserver.account.SftpAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /// Where it listens on 127.0.0.1, the volume on disk, and the service user's key and known-hosts files.
    public record Address(int port, Path volume, Path privateKeyFile, Path knownHostsFile) {}

    /// The first call starts it, the end of the JVM ends it.
    public static Address address() {
        String[] known = JvmWide.once("sluice.test.sftp", TestSftp::start).split(" ", 2);
        Path folder = Path.of(known[1]);
        return new Address(
                Integer.parseInt(known[0]),
                folder.resolve("volume"),
                folder.resolve("service-key"),
                folder.resolve("known-hosts"));
    }

    private static String start() {
        Path folder = TemporaryFolders.create("sftp");
        return startIn(folder).port() + " " + folder;
    }

    /// Starts a server of its own with the same accounts, for a test that stops it or needs an empty volume.
    ///
    /// @param folder gets `volume`, `service-key` and `known-hosts`
    public static EmbeddedSftp startIn(Path folder) {
        KeyPair hostKey = KeyFiles.ensure(folder.resolve("host-key"));
        KeyPair serviceKey = KeyFiles.ensure(folder.resolve("service-key"));
        int port = Ports.free();
        try {
            Files.writeString(
                    folder.resolve("known-hosts"), KeyFiles.knownHost("127.0.0.1", port, hostKey.getPublic()));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
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
                .start();
    }
}
