package io.sluice.devstack.parts.sftp;

import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.sftpserver.account.SftpAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// The folders of the SFTP volume: `accounts/<accuid>/{sources,processed,invalid}/<source_type>`,
/// `processing`, `ledger`, `limits`, `released`.
record VolumeDirectory(Path root) {

    static final String SOURCES = "sources";

    private static final List<String> BRANCHES = List.of(SOURCES, "processed", "invalid");

    /// @param path as the service user sees it, absolute
    private Path on(String path) {
        return root.resolve(path.substring(1));
    }

    Path account(String accountId) {
        return accounts().resolve(accountId);
    }

    Path ledger() {
        return on(VolumePaths.LEDGER);
    }

    Path readOnly() {
        return on(VolumePaths.READ_ONLY);
    }

    Path accounts() {
        return on(VolumePaths.ACCOUNTS);
    }

    Path nextPickups() {
        return on(VolumePaths.NEXT_PICKUPS);
    }

    Path logIns() {
        return on(VolumePaths.LOG_INS);
    }

    /// Makes missing folders. Folders that an account no longer needs stay.
    void prepare(Collection<SftpAccount> accounts) {
        try {
            Files.createDirectories(accounts());
            Files.createDirectories(on(VolumePaths.PROCESSING));
            Files.createDirectories(root.resolve("ledger"));
            Files.createDirectories(on(VolumePaths.LIMITS));
            Files.createDirectories(on(VolumePaths.RELEASED));
            for (SftpAccount account : accounts) {
                for (String branch : BRANCHES) {
                    Path folder = account(account.accountId().value()).resolve(branch);
                    Files.createDirectories(folder);
                    for (SourceType sourceType : account.sourceTypes()) {
                        Files.createDirectories(folder.resolve(sourceType.value()));
                    }
                }
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("the folders of the accounts cannot be made below " + root, cause);
        }
    }
}
