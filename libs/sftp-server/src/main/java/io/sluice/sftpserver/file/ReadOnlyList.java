package io.sluice.sftpserver.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.limit.ReadOnlyAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/// The list of accounts over a limit, which sftp-watcher keeps on the volume. For one thread.
public final class ReadOnlyList {
    private static final System.Logger LOG = System.getLogger(ReadOnlyList.class.getName());

    private final Path file;
    private final Clock clock;
    private ReadOnlyAccounts last = ReadOnlyAccounts.NONE;
    private String text = "";
    private String problem = "";

    public ReadOnlyList(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /// The accounts that may only read now; empty when the list is missing or unreadable.
    public Set<AccountId> now() {
        try {
            var found = Files.readString(file);
            if (!found.equals(text)) {
                last = ReadOnlyAccounts.parse(found);
                text = found;
            }
            report("");
        } catch (NoSuchFileException notWrittenYet) {
            forget("the file is missing");
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
        report(why);
    }

    private void report(String why) {
        if (!why.equals(problem)) {
            LOG.log(
                    why.isEmpty() ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    why.isEmpty()
                            ? "the list of accounts over a limit is readable again: file={0}"
                            : "nobody is held to limits, because the list of accounts over a limit cannot be read: file={0} cause={1}",
                    file,
                    why);
        }
        problem = why;
    }
}
