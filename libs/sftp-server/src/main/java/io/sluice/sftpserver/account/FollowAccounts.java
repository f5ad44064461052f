package io.sluice.sftpserver.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.sftpserver.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Keeps an SFTP server in step with schema-service's accounts.
///
/// While schema-service is unavailable, the last list stays in force. It is kept on disk, so that a restarted
/// server lets tenants in too. For one thread.
public final class FollowAccounts {
    private static final System.Logger LOG = System.getLogger(FollowAccounts.class.getName());

    private final AccountListClient client;
    private final Path kept;
    private final AccountTaker taker;
    private Optional<String> unkept = Optional.empty();
    private boolean available = true;

    /// @param kept the file that keeps the last list
    /// @param taker receives each whole list
    public FollowAccounts(AccountListClient client, Path kept, AccountTaker taker) {
        this.client = client;
        this.kept = kept;
        this.taker = taker;
    }

    /// Applies the kept list, if there is one.
    public void begin() throws IOException {
        if (!Files.exists(kept)) {
            return;
        }
        try {
            taker.take(AccountList.parse(Files.readString(kept)));
        } catch (JsonProcessingException | CharacterCodingException unreadable) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the kept account list is unreadable and not used: file={0} cause={1}",
                    kept,
                    unreadable.getMessage());
        }
    }

    /// Asks once.
    ///
    /// @return whether the server is in step with schema-service
    public boolean step() throws IOException, InterruptedException {
        return switch (client.ask()) {
            case AccountAnswer.Changed changed -> {
                taker.take(changed.accounts());
                client.applied(changed);
                unkept = Optional.of(changed.json());
                keep();
                LOG.log(
                        System.Logger.Level.INFO,
                        "accounts are applied: accounts={0,number,#}",
                        changed.accounts().size());
                report(true, "");
                yield true;
            }
            case AccountAnswer.Unchanged _ -> {
                keep();
                report(true, "");
                yield true;
            }
            case AccountAnswer.Unavailable unavailable -> {
                report(false, unavailable.reason());
                yield false;
            }
        };
    }

    /// Keeps the last list on disk; on a full disk the next step tries again.
    private void keep() {
        if (unkept.isEmpty()) {
            return;
        }
        try {
            AtomicFile.write(kept, unkept.get(), AtomicFile.PRIVATE);
            unkept = Optional.empty();
        } catch (IOException noRoom) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the account list is applied but not kept, tried again; check that the volume has room: file={0} cause={1}",
                    kept,
                    noRoom.toString());
        }
    }

    private void report(boolean now, String why) {
        if (now && !available) {
            LOG.log(System.Logger.Level.INFO, "accounts are in step again");
        } else if (!now && available) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the account list cannot be fetched, the last one stays in force: cause={0}",
                    why);
        }
        available = now;
    }

    /// Puts a list in force: from then on these accounts and no others.
    @FunctionalInterface
    public interface AccountTaker {
        void take(List<SftpAccount> accounts) throws IOException;
    }
}
