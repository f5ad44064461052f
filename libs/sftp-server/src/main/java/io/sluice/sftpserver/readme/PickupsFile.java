package io.sluice.sftpserver.readme;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.limit.NextPickups;
import io.sluice.contracts.limit.NextPickups.NextPickup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The next pick-ups, which sftp-watcher keeps on the volume. For one thread.
final class PickupsFile {
    private static final System.Logger LOG = System.getLogger(PickupsFile.class.getName());

    private final Path file;
    private Known last = Known.NOTHING;
    private String text = "";
    private String problem = "";

    PickupsFile(Path file) {
        this.file = file;
    }

    /// What the file says.
    ///
    /// @param platform empty when the file is missing or unreadable
    record Known(Optional<NextPickup> platform, Map<AccountId, NextPickup> own) {
        static final Known NOTHING = new Known(Optional.empty(), Map.of());

        Optional<NextPickup> of(AccountId account) {
            return Optional.ofNullable(own.get(account)).or(() -> platform);
        }

        private static Known of(NextPickups pickups) {
            return new Known(
                    Optional.of(pickups.platform()),
                    pickups.accounts().stream()
                            .collect(Collectors.toMap(
                                    NextPickups.Own::accountId, NextPickups.Own::pickup, (first, second) -> second)));
        }
    }

    /// What the file says now.
    Known now() {
        try {
            var found = Files.readString(file);
            if (!found.equals(text)) {
                last = Known.of(NextPickups.parse(found));
                text = found;
            }
            report("");
        } catch (NoSuchFileException notWrittenYet) {
            forget("");
        } catch (JsonProcessingException unreadable) {
            forget(unreadable.getOriginalMessage());
        } catch (IOException unreadable) {
            forget(unreadable.toString());
        }
        return last;
    }

    private void forget(String why) {
        last = Known.NOTHING;
        text = "";
        report(why);
    }

    private void report(String why) {
        if (!why.equals(problem) && !why.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "README.txt names no pick-up, because the list of pick-ups cannot be read; sftp-watcher writes it again when a pick-up is over or it starts: file={0} cause={1}",
                    file,
                    why);
        }
        problem = why;
    }
}
