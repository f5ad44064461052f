package io.sluice.agent.folder;

import io.sluice.agent.PodPaths;
import io.sluice.contracts.account.AccountId;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/// Keeps `/dev/log` in all chroots a link to rsyslogd's current socket. A restarted rsyslogd makes a new
/// socket. For one thread.
public final class LogLinks {
    private final PodPaths paths;
    private final AccountFolders folders;
    private Optional<Object> linked = Optional.empty();

    public LogLinks(PodPaths paths, AccountFolders folders) {
        this.paths = paths;
        this.folders = folders;
    }

    /// Makes all links anew if rsyslogd has another socket than at the last call.
    public void renew() throws IOException {
        if (!Files.exists(paths.logSocket())) {
            return;
        }
        var socket = Optional.of(Files.getAttribute(paths.logSocket(), "unix:ino"));
        if (socket.equals(linked)) {
            return;
        }
        try (var accounts = Files.newDirectoryStream(paths.accounts())) {
            for (var account : accounts) {
                var id = AccountId.of(account.getFileName().toString());
                if (id.isPresent() && Files.isDirectory(account.resolve("dev"))) {
                    folders.linkLog(id.get());
                }
            }
        }
        linked = socket;
    }
}
