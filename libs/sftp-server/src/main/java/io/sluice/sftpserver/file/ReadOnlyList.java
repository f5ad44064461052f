package io.sluice.sftpserver.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.ReadOnlyAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/// The list of accounts over a limit, as sftp-watcher left it on the volume. For one thread.
public final class ReadOnlyList {
    private static final System.Logger LOG = System.getLogger(ReadOnlyList.class.getName());

    private final Path file;
    private final Clock clock;
    private ReadOnlyAccounts last = ReadOnlyAccounts.NONE;
    private String text = "";
    private String trouble = "";

    public ReadOnlyList(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /// Who may only read now; nobody when the list is missing or unreadable.
    public Set<AccountId> now() {
        try {
            var found = Files.readString(file);
            if (!found.equals(text)) {
                last = ReadOnlyAccounts.parse(found);
                text = found;
            }
            told("");
        } catch (NoSuchFileException notWrittenYet) {
            forget("it is not there");
        } catch (JsonProcessingException unreadable) {
            forget(unreadable.getOriginalMessage());
        } catch (IOException unreadable) {
            forget(unreadable.toString());
        }
        return last.at(Instant.now(clock));
    }

    private void forget(String why) {
        last = ReadOnlyAccounts.NONE;
        text = "";
        told(why);
    }

    private void told(String why) {
        if (!why.equals(trouble)) {
            LOG.log(
                    why.isEmpty() ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    why.isEmpty()
                            ? "the list of accounts over a limit is read again: file={0}"
                            : "nobody is held to limits, the list of accounts over a limit cannot be read: file={0} cause={1}",
                    file,
                    why);
        }
        trouble = why;
    }
}
