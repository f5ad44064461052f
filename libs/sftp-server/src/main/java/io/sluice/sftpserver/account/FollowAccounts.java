package io.sluice.sftpserver.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.sftpserver.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Keeps an SFTP server in step with schema-service's accounts.
///
/// While schema-service is away the last list holds. It is kept on disk, so that also a restarted server lets
/// tenants in. For one thread.
public final class FollowAccounts {
    private static final System.Logger LOG = System.getLogger(FollowAccounts.class.getName());

    private final AccountListClient client;
    private final Path kept;
    private final AccountTaker taker;
    private boolean available = true;

    /// @param kept where the last list is kept
    /// @param taker is given each whole list
    public FollowAccounts(AccountListClient client, Path kept, AccountTaker taker) {
        this.client = client;
        this.kept = kept;
        this.taker = taker;
    }

    /// Takes up the kept list, if there is one.
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

    /// Asks once; returns whether the server is in step.
    public boolean step() throws IOException, InterruptedException {
        return switch (client.ask()) {
            case AccountAnswer.Changed changed -> {
                taker.take(changed.accounts());
                AtomicFile.write(kept, changed.json(), AtomicFile.PRIVATE);
                client.applied(changed);
                LOG.log(
                        System.Logger.Level.INFO,
                        "accounts are applied: accounts={0,number,#}",
                        changed.accounts().size());
                told(true, "");
                yield true;
            }
            case AccountAnswer.Unchanged _ -> {
                told(true, "");
                yield true;
            }
            case AccountAnswer.Unavailable away -> {
                told(false, away.reason());
                yield false;
            }
        };
    }

    private void told(boolean now, String why) {
        if (now && !available) {
            LOG.log(System.Logger.Level.INFO, "accounts are in step again");
        } else if (!now && available) {
            LOG.log(System.Logger.Level.WARNING, "accounts cannot be asked for, the last ones hold: cause={0}", why);
        }
        available = now;
    }

    /// Makes a list hold: from then on these accounts and no others.
    @FunctionalInterface
    public interface AccountTaker {
        void take(List<SftpAccount> accounts) throws IOException;
    }
}
