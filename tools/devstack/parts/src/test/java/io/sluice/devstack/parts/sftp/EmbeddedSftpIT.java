package io.sluice.devstack.parts.sftp;

import static io.sluice.devstack.parts.sftp.SftpFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What tenants, validators and the service see and may change.
class EmbeddedSftpIT {
    private static final String UPLOAD = "/sources/order/20200125_order.csv";

    @TempDir
    private Path folder;

    private SftpFixture sftp;

    @BeforeEach
    void start() {
        sftp = new SftpFixture(folder);
    }

    @AfterEach
    void stop() {
        sftp.close();
    }

    @Test
    void showsATenantItsOwnThreeBranches() throws Exception {
        ChannelSftp acme = sftp.tenant("acme");

        await().untilAsserted(() -> assertThat(names(acme, "/"))
                .containsExactlyInAnyOrder("README.txt", "sources", "processed", "invalid"));
        assertThat(names(acme, "/sources")).containsExactlyInAnyOrder("order", "member");
        assertThat(names(acme, "/invalid")).containsExactlyInAnyOrder("order", "member");
    }

    @Test
    void showsAReadmeThatItsTenantCannotChange() throws Exception {
        ChannelSftp acme = sftp.tenant("acme");
        await().until(() -> Files.exists(sftp.onDisk("acme", "README.txt")));
        acme.put(bytes("id\n"), UPLOAD);

        assertThat(acme.get("/README.txt").readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .startsWith("Files of account acme\n");
        refused(() -> acme.put(bytes("mine"), "/README.txt"));
        refused(() -> acme.rm("/README.txt"));
        refused(() -> acme.rename("/README.txt", "/sources/order/README.txt"));
        refused(() -> acme.rename(UPLOAD, "/README.txt"));
        assertThat(sftp.ledger("open"))
                .extracting(line -> line.path("path").asText())
                .doesNotContain("/README.txt");
    }

    @Test
    void showsTheServiceTheWholeVolume() throws Exception {
        assertThat(names(sftp.service(), "/"))
                .containsExactlyInAnyOrder("accounts", "processing", "ledger", "limits", "released");
        assertThat(names(sftp.service(), "/accounts")).containsExactlyInAnyOrder("acme", "beta");
    }

    @Test
    void letsAValidatorReadClaimedFilesAndChangeNothing() throws Exception {
        ChannelSftp service = sftp.service();
        service.put(new ByteArrayInputStream(new byte[] {'t'}), "/accounts/acme/sources/order/20200125_order.csv");
        service.mkdir("/processing/acme");
        String file = "/processing/acme/file.csv";
        service.put(new ByteArrayInputStream(new byte[] {'a'}), file);
        ChannelSftp validator = sftp.validator();

        assertThat(validator.get(file).readAllBytes()).containsExactly('a');
        assertThat(names(validator, "/processing/acme")).containsExactly("file.csv");
        for (String path : List.of(file, "/processing/acme/new", "/limits/read-only.json", "/released/new", "/new")) {
            assertRefused(() -> validator.put(new ByteArrayInputStream(new byte[1]), path));
        }
        assertRefused(() -> validator.put(new ByteArrayInputStream(new byte[1]), file, ChannelSftp.APPEND));
        assertRefused(() -> validator.rm(file));
        assertRefused(() -> validator.rename(file, "/processing/acme/other.csv"));
        assertRefused(() -> validator.chmod(0666, file));
        assertRefused(() -> validator.setMtime(file, 1));
        assertRefused(() -> validator.mkdir("/processing/beta"));
        assertRefused(() -> validator.rmdir("/processing/acme"));
        assertRefused(() -> validator.get("/accounts/acme/sources/order/20200125_order.csv"));
        assertRefused(() -> validator.ls("/accounts/acme/sources/order"));
        assertRefused(() -> validator.ls("/ledger"));
        assertThat(service.get(file).readAllBytes()).containsExactly('a');
    }

    private static void assertRefused(ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        SftpException.class,
                        refused -> assertThat(refused.id).isEqualTo(ChannelSftp.SSH_FX_PERMISSION_DENIED));
    }

    @Test
    void listsAFolderWhileItsFilesDisappear() throws Exception {
        var folder = sftp.onDisk("acme", "sources/order");
        for (int file = 0; file < 500; file++) {
            Files.createFile(folder.resolve("%03d.csv".formatted(file)));
        }
        var left = new HashSet<String>();

        sftp.tenant("acme").ls("/sources/order", entry -> {
            if (entry.getFilename().endsWith(".csv") && left.isEmpty()) {
                left.add(entry.getFilename());
                deleteAllBut(folder, entry.getFilename());
            }
            return ChannelSftp.LsEntrySelector.CONTINUE;
        });

        assertThat(names(sftp.tenant("acme"), "/sources/order")).containsExactlyElementsOf(left);
    }

    @Test
    void recordsAnUploadWithItsCleanClose() throws Exception {
        sftp.tenant("acme").put(bytes("id\n1\n"), UPLOAD);

        assertThat(Files.readString(sftp.onDisk("acme", "sources/order/20200125_order.csv")))
                .isEqualTo("id\n1\n");
        assertThat(sftp.ledger("open")).singleElement().satisfies(line -> {
            assertThat(line.path("accuid").asText()).isEqualTo("acme");
            assertThat(line.path("path").asText()).isEqualTo(UPLOAD);
        });
        assertThat(sftp.ledger("close"))
                .singleElement()
                .satisfies(line -> assertThat(line.path("written").asLong()).isEqualTo(5));
    }

    @Test
    void recordsABrokenOffUploadAsForced() throws Exception {
        ChannelSftp acme = sftp.tenant("acme");
        OutputStream upload = acme.put(UPLOAD);
        upload.write(new byte[100_000]);
        upload.flush();
        acme.getSession().disconnect();

        await().untilAsserted(() -> assertThat(sftp.ledger("forced-close"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("path").asText()).isEqualTo(UPLOAD);
                }));
        await().untilAsserted(() -> assertThat(sftp.ledger("session-end")).hasSize(1));
        assertThat(sftp.ledger("close")).isEmpty();
    }

    @Test
    void recordsRenamesAndRemovals() throws Exception {
        ChannelSftp acme = sftp.tenant("acme");
        acme.put(bytes("x"), UPLOAD + ".filepart");
        acme.rename(UPLOAD + ".filepart", UPLOAD);
        acme.rm(UPLOAD);

        assertThat(sftp.ledger("rename")).singleElement().satisfies(line -> {
            assertThat(line.path("path").asText()).isEqualTo(UPLOAD + ".filepart");
            assertThat(line.path("to").asText()).isEqualTo(UPLOAD);
        });
        assertThat(sftp.ledger("remove"))
                .singleElement()
                .satisfies(line -> assertThat(line.path("path").asText()).isEqualTo(UPLOAD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x",
                "/sources/x",
                "/sources/unregistered/x",
                "/processed/order/x",
                "/invalid/order/x",
                "/../beta/sources/order/x",
                "/sources/order/../../processed/order/x",
                "/sources/order/../../../beta/sources/order/x",
                "/sources/order/../x"
            })
    void letsATenantChangeNothingElse(String path) throws Exception {
        ChannelSftp acme = sftp.tenant("acme");

        refused(() -> acme.put(bytes("x"), path));
        refused(() -> acme.mkdir(path));
        acme.put(bytes("x"), UPLOAD);
        refused(() -> acme.rename(UPLOAD, path));
        assertThat(sftp.onDisk("beta", "sources/order")).isEmptyDirectory();
        assertThat(sftp.onDisk("acme", "processed/order")).isEmptyDirectory();
    }

    @Test
    void letsATenantNotTouchWhatWasReleased() throws Exception {
        Path released = sftp.onDisk("acme", "processed/order/20200125_order.csv");
        Files.writeString(released, "kept");
        ChannelSftp acme = sftp.tenant("acme");

        refused(() -> acme.rm("/processed/order/20200125_order.csv"));
        refused(() -> acme.put(bytes("x"), "/processed/order/20200125_order.csv", ChannelSftp.APPEND));
        refused(() -> acme.rename("/processed/order/20200125_order.csv", "/sources/order/back.csv"));
        refused(() -> acme.setMtime("/processed/order/20200125_order.csv", 1));
        refused(() -> acme.chmod(0777, "/processed/order/20200125_order.csv"));
        refused(() -> acme.rmdir("/sources/order"));
        assertThat(new String(acme.get("/processed/order/20200125_order.csv").readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("kept");
    }

    @Test
    void makesNoLinksAndFollowsNone() throws Exception {
        ChannelSftp acme = sftp.tenant("acme");
        acme.put(bytes("x"), UPLOAD);

        refused(() -> acme.symlink("/etc/passwd", "/sources/order/link"));
        refused(() -> acme.hardlink(UPLOAD, "/sources/order/hard"));
        Files.createSymbolicLink(sftp.onDisk("acme", "sources/order/planted"), Path.of("/etc"));
        refused(() -> acme.ls("/sources/order/planted/"));
        refused(() -> acme.get("/sources/order/planted/passwd"));
        refused(() -> acme.put(bytes("x"), "/sources/order/planted/evil"));
    }

    @Test
    void seesOnlyItsOwnAccountAboveItsRoot() throws Exception {
        ChannelSftp acme = sftp.tenant("acme");

        assertThat(names(acme, "/../.."))
                .filteredOn(name -> !name.equals("README.txt"))
                .containsExactlyInAnyOrder("sources", "processed", "invalid");
        refused(() -> acme.get("/../../ledger/uploads.log"));
        refused(() -> acme.get("/../beta"));
    }

    @Test
    void refusesWritesOnceTheFileWasClaimed() throws Exception {
        ChannelSftp acme = sftp.tenant("acme");
        OutputStream upload = acme.put(UPLOAD);
        upload.write(new byte[1000]);
        upload.flush();
        ChannelSftp service = sftp.service();
        service.mkdir("/processing/acme");
        service.rename("/accounts/acme/sources/order/20200125_order.csv", "/processing/acme/taken.csv");
        acme.getSession().setTimeout(5000);

        assertThatThrownBy(() -> {
                    upload.write(new byte[1000]);
                    upload.close();
                })
                .isInstanceOf(IOException.class);
        acme.getSession().disconnect();
        await().untilAsserted(() -> assertThat(sftp.ledger("forced-close")).hasSize(1));
        assertThat(Files.size(sftp.volume.resolve("processing/acme/taken.csv"))).isEqualTo(1000);
    }

    @Test
    void renamesAtomicallyOverAnExistingFileForTheService() throws Exception {
        ChannelSftp service = sftp.service();
        service.put(bytes("old"), "/processing/target");
        service.put(bytes("new"), "/processing/source");

        service.rename("/processing/source", "/processing/target");

        assertThat(Files.readString(sftp.volume.resolve("processing/target"))).isEqualTo("new");
        assertThat(sftp.volume.resolve("processing/source")).doesNotExist();
        assertThat(sftp.ledger("rename")).isEmpty();
    }

    @Test
    void setsTimesOfOwnUploadsAndNoModes() throws Exception {
        ChannelSftp acme = sftp.tenant("acme");
        acme.put(bytes("x"), UPLOAD);

        acme.setMtime(UPLOAD, 1_000_000_000);

        assertThat(Files.getLastModifiedTime(sftp.onDisk("acme", "sources/order/20200125_order.csv")))
                .isEqualTo(FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
        refused(() -> acme.chmod(0777, UPLOAD));
    }

    private static List<String> names(ChannelSftp channel, String path) throws SftpException {
        return channel.ls(path).stream()
                .map(ChannelSftp.LsEntry::getFilename)
                .filter(name -> !name.equals(".") && !name.equals(".."))
                .toList();
    }

    private static void deleteAllBut(Path folder, String name) {
        try (var files = Files.list(folder)) {
            files.filter(file -> !file.getFileName().toString().equals(name)).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException cause) {
                    throw new UncheckedIOException(cause);
                }
            });
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static void refused(ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOf(SftpException.class);
    }
}
