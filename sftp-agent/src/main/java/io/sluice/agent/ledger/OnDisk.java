package io.sluice.agent.ledger;

import io.sluice.agent.seal.FileLease;
import io.sluice.contracts.account.AccountId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Judges by the disk whether the server carried out a request that sshd logged.
final class OnDisk {
    private static final System.Logger LOG = System.getLogger(OnDisk.class.getName());

    private final Path accounts;

    OnDisk(Path accounts) {
        this.accounts = accounts;
    }

    boolean wasDone(AccountId account, SftpMessage request) {
        try {
            return isSeenOnDisk(account, request);
        } catch (InvalidPathException unknown) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a request with an impossible path counts as carried out: cause={0}",
                    unknown.getMessage());
            return true;
        }
    }

    private boolean isSeenOnDisk(AccountId account, SftpMessage request) {
        return switch (request) {
            case SftpMessage.Opened opened -> !opened.forWriting() || isWritten(at(account, opened.path()));
            case SftpMessage.Renamed renamed ->
                isGone(at(account, renamed.from())) && !isGone(at(account, renamed.to()));
            case SftpMessage.Removed removed -> isGone(at(account, removed.path()));
            case SftpMessage.SessionBegan _,
                    SftpMessage.SessionEnded _,
                    SftpMessage.Closed _,
                    SftpMessage.MadeFolder _,
                    SftpMessage.WriteFailed _,
                    SftpMessage.Refused _,
                    SftpMessage.Other _ -> true;
        };
    }

    private Path at(AccountId account, String path) {
        return accounts.resolve(account.value()).resolve(path.substring(1));
    }

    private static boolean isGone(Path path) {
        return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isWritten(Path path) {
        try {
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && FileLease.isWritten(path);
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException unknown) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "whether an upload was opened cannot be checked, it counts as open: cause={0}",
                    unknown.getMessage());
            return true;
        }
    }
}
