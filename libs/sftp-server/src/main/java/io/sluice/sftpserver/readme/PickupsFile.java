package io.sluice.sftpserver.readme;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.limit.NextPickups;
import io.sluice.contracts.limit.NextPickups.NextPickup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The next pick-ups, which sftp-watcher keeps on the volume. For one thread.
final class PickupsFile {
    private static final System.Logger LOG = System.getLogger(PickupsFile.class.getName());

    private final Path file;
    private Known last = Known.NOTHING;
    private Optional<Version> read = Optional.empty();
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

    /// Tells one version of the file from the next: sftp-watcher replaces it as a whole.
    private record Version(@Nullable Object file, FileTime modifiedAt, long size) {
        static Version of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
        }
    }

    /// What the file says now. A version is read once.
    Known now() {
        try {
            var found = Optional.of(Version.of(file));
            if (!found.equals(read)) {
                last = Known.of(NextPickups.parse(Files.readString(file)));
                read = found;
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
        read = Optional.empty();
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
