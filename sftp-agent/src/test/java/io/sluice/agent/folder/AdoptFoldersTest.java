package io.sluice.agent.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.sftpserver.account.ServiceUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Only root can give files to others.
@EnabledIf("io.sluice.agent.OpenSsh#canRun")
class AdoptFoldersTest {
    private static final AccountId ACCOUNT = new AccountId("1234");
    private static final int TENANT = 20_001;
    private static final Ownership ADOPTED = new Ownership(ServiceUser.ID, TENANT, 0770);
    private static final Ownership HIDDEN = new Ownership(TENANT, TENANT, 0700);

    @TempDir
    private Path volume;

    private Path sources;
    private Path order;
    private AdoptFolders folders;

    @BeforeEach
    void layOut() throws IOException {
        var accounts = folder("accounts", new Ownership(0, 0, 0755));
        folder("accounts/1234", new Ownership(0, 0, 0755));
        sources = folder("accounts/1234/sources", new Ownership(0, 0, 0755));
        order = folder("accounts/1234/sources/order", ADOPTED);
        folders = new AdoptFolders(accounts, folder("processing", new Ownership(ServiceUser.ID, ServiceUser.ID, 0750)));
    }

    @Test
    void givesTheFoldersOfATenantToTheService() throws Exception {
        var made = folder("accounts/1234/sources/order/made", HIDDEN);
        var inner = folder("accounts/1234/sources/order/made/inner", HIDDEN);

        folders.note(ACCOUNT, "/sources/order/made");
        folders.step();

        assertThat(Ownership.of(made)).isEqualTo(ADOPTED);
        assertThat(Ownership.of(inner)).isEqualTo(ADOPTED);
    }

    /// The walk holds a file open for each level.
    @Test
    void leavesOutWhatLiesDeeperThanItsFilesReach() throws Exception {
        var path = "accounts/1234/sources/order/made";
        var made = folder(path, HIDDEN);
        for (int depth = 0; depth < 210; depth++) {
            path += "/d";
            folder(path, HIDDEN);
        }

        folders.note(ACCOUNT, "/sources/order/made");
        folders.step();

        assertThat(Ownership.of(made)).isEqualTo(ADOPTED);
        assertThat(Ownership.of(volume.resolve(path))).isEqualTo(HIDDEN);
    }

    @Test
    void leavesFilesToTheTenantAndFixedFoldersToRoot() throws Exception {
        folder("accounts/1234/sources/order/made", HIDDEN);
        var file = file("accounts/1234/sources/order/made/20200125_order.csv");

        folders.note(ACCOUNT, "/sources/order/made");
        folders.step();

        assertThat(Ownership.of(file)).isEqualTo(new Ownership(TENANT, TENANT, 0644));
        assertThat(Ownership.of(sources)).isEqualTo(new Ownership(0, 0, 0755));
        assertThat(Ownership.of(order)).isEqualTo(ADOPTED);
    }

    @Test
    void adoptsTheFolderThatItOpenedWhenAFileTakesItsName() throws Exception {
        var made = folder("accounts/1234/sources/order/made", HIDDEN);
        var renamed = order.resolve("renamed");

        try (var opened = Files.newDirectoryStream(made)) {
            Files.move(made, renamed);
            file("accounts/1234/sources/order/made");
            folders.adoption().adopt(opened);
        }

        assertThat(Ownership.of(renamed)).isEqualTo(ADOPTED);
        assertThat(Ownership.of(made)).isEqualTo(new Ownership(TENANT, TENANT, 0644));
    }

    @Test
    void skipsAFileThatTookTheNameOfAFolder() throws Exception {
        var attributes = Files.readAttributes(order, BasicFileAttributes.class);
        var file = file("accounts/1234/sources/order/made");

        folders.adoption().preVisitDirectory(file, attributes);

        assertThat(Ownership.of(file)).isEqualTo(new Ownership(TENANT, TENANT, 0644));
    }

    private Path folder(String path, Ownership ownership) throws IOException {
        var folder = Files.createDirectory(volume.resolve(path));
        ownership.giveTo(folder);
        return folder;
    }

    private Path file(String path) throws IOException {
        var file = Files.writeString(volume.resolve(path), "id\n");
        new Ownership(TENANT, TENANT, 0644).giveTo(file);
        return file;
    }
}
