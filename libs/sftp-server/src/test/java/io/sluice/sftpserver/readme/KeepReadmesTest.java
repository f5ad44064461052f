package io.sluice.sftpserver.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.limit.NextPickups;
import io.sluice.contracts.limit.NextPickups.NextPickup;
import io.sluice.rules.disk.SmallDisk;
import io.sluice.sftpserver.account.SftpAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepReadmesTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    private Path volume;

    private final AtomicLong time = new AtomicLong();
    private KeepReadmes readmes;

    @BeforeEach
    void open() throws IOException {
        readmes = keeper(volume);
        Files.createDirectories(volume.resolve("accounts/acme"));
        Files.createDirectories(volume.resolve("accounts/beta"));
    }

    @Test
    void writesAFileForEachActiveAccount() throws Exception {
        readmes.follow(List.of(account("acme", "order"), suspended("beta")));
        readmes.step();

        assertThat(readme("acme")).content().contains("  sources/order/YYYYMMDD_order.csv\n");
        assertThat(readme("beta")).doesNotExist();
        assertThat(names("acme")).containsExactly("README.txt");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(readme("acme"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void writesItAgainOnlyWhenItSaysSomethingElse() throws Exception {
        readmes.follow(List.of(account("acme", "order"), account("beta", "order")));
        readmes.step();
        Files.setLastModifiedTime(readme("acme"), LONG_AGO);
        Files.setLastModifiedTime(readme("beta"), LONG_AGO);

        readmes.follow(List.of(account("acme", "order", "member"), account("beta", "order")));
        readmes.step();

        assertThat(readme("acme")).content().contains("YYYYMMDD_member.csv");
        assertThat(Files.getLastModifiedTime(readme("beta"))).isEqualTo(LONG_AGO);
    }

    @Test
    void writesNothingAfterARestartWhenTheFileSaysTheSame() throws Exception {
        readmes.follow(List.of(account("acme", "order")));
        readmes.step();
        Files.setLastModifiedTime(readme("acme"), LONG_AGO);

        var restarted = keeper(volume);
        restarted.follow(List.of(account("acme", "order")));
        restarted.step();

        assertThat(Files.getLastModifiedTime(readme("acme"))).isEqualTo(LONG_AGO);
    }

    @Test
    void replacesAFileThatAPowerCutEmptied() throws Exception {
        Files.write(readme("acme"), new byte[] {(byte) 0xff, 0});

        readmes.follow(List.of(account("acme", "order")));
        readmes.step();

        assertThat(readme("acme")).content().startsWith("Files of account acme\n");
    }

    @Test
    void showsThePickUpThatTheWatcherNotes() throws Exception {
        readmes.follow(List.of(account("acme", "order")));
        readmes.step();
        var before = Files.readString(readme("acme"));

        notePickups(new NextPickups(NextPickup.CONTINUOUS, List.of()).json());
        readmes.step();
        var noted = Files.readString(readme("acme"));
        notePickups("{");
        readmes.step();

        assertThat(before).doesNotContain("pick-up");
        assertThat(noted).contains("The next pick-up\n");
        assertThat(readme("acme")).content().isEqualTo(before);
    }

    @Test
    void writesTheOthersAndTriesAgainWhenOneCannotBeWritten() throws Exception {
        Files.delete(volume.resolve("accounts/acme"));
        readmes.follow(List.of(account("acme", "order"), account("beta", "order")));
        readmes.step();
        var first = Files.exists(readme("beta"));

        Files.createDirectories(volume.resolve("accounts/acme"));
        readmes.step();
        var tooEarly = Files.exists(readme("acme"));
        time.addAndGet(KeepReadmes.RETRY.toNanos());
        readmes.step();

        assertThat(first).isTrue();
        assertThat(tooEarly).isFalse();
        assertThat(readme("acme")).exists();
    }

    @Test
    void keepsTheOldFileOnAFullVolume() throws Exception {
        assumeThat(SmallDisk.canMount()).isTrue();
        var folder = Files.createDirectories(volume.resolve("small"));
        try (var disk = SmallDisk.on(folder, 8)) {
            Files.createDirectories(folder.resolve("accounts/acme"));
            var onDisk = keeper(folder);
            onDisk.follow(List.of(account("acme", "order")));
            onDisk.step();
            var before = Files.readString(folder.resolve("accounts/acme/README.txt"));
            disk.fill();

            onDisk.follow(List.of(account("acme", "order", "member")));
            onDisk.step();
            var whileFull = Files.readString(folder.resolve("accounts/acme/README.txt"));
            disk.free();
            time.addAndGet(KeepReadmes.RETRY.toNanos());
            onDisk.step();

            assertThat(whileFull).isEqualTo(before);
            assertThat(folder.resolve("accounts/acme/README.txt")).content().contains("YYYYMMDD_member.csv");
        }
    }

    private KeepReadmes keeper(Path root) {
        return new KeepReadmes(root.resolve("accounts"), root.resolve("limits/next-pickups.json"), time::get);
    }

    private void notePickups(String text) throws IOException {
        Files.createDirectories(volume.resolve("limits"));
        Files.writeString(volume.resolve("limits/next-pickups.json"), text);
    }

    private Path readme(String account) {
        return volume.resolve("accounts").resolve(account).resolve("README.txt");
    }

    private List<String> names(String account) throws IOException {
        try (var files = Files.list(volume.resolve("accounts").resolve(account))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static SftpAccount account(String id, String... sources) {
        return account(id, AccountState.ACTIVE, sources);
    }

    private static SftpAccount suspended(String id) {
        return account(id, AccountState.SUSPENDED);
    }

    private static SftpAccount account(String id, AccountState state, String... sources) {
        return new SftpAccount(
                new AccountId(id),
                state,
                Optional.empty(),
                List.of(),
                List.of(),
                Stream.of(sources).map(SourceType::new).collect(Collectors.toUnmodifiableSet()));
    }
}
