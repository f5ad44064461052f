package io.sluice.devstack.parts.sftp;

import io.sluice.sftpserver.account.SftpAccount;
import io.sluice.contracts.account.SourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// The folders of the SFTP volume: `accounts/<accuid>/{sources,processed,invalid}/<source_type>`,
/// `processing`, `ledger`, `limits`, `released`.
record Volume(Path root) {

    static final String SOURCES = "sources";

    private static final List<String> BRANCHES = List.of(SOURCES, "processed", "invalid");

    Path account(String accountId) {
        return root.resolve("accounts").resolve(accountId);
    }

    Path ledger() {
        return root.resolve("ledger").resolve("uploads.log");
    }

    Path readOnly() {
        return root.resolve("limits").resolve("read-only.json");
    }

    Path logIns() {
        return root.resolve("ledger").resolve("log-ins.log");
    }

    /// Makes missing folders. Folders that an account no longer needs stay.
    void prepare(Collection<SftpAccount> accounts) {
        try {
            Files.createDirectories(root.resolve("accounts"));
            Files.createDirectories(root.resolve("processing"));
            Files.createDirectories(root.resolve("ledger"));
            Files.createDirectories(root.resolve("limits"));
            Files.createDirectories(root.resolve("released"));
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
