package io.sluice.agent.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One log message of `internal-sftp -l VERBOSE` of OpenSSH 9. Paths are absolute and normalized.
///
/// VERBOSE logs every request that can fail, except reads and writes, and logs it right before it is carried
/// out. So a failure that directly follows a logged request is the failure of that request.
sealed interface SftpMessage {

    record SessionBegan() implements SftpMessage {}

    record SessionEnded() implements SftpMessage {}

    /// Logged before it is carried out; a [Refused] may follow.
    ///
    /// @param truncated whether the server empties or makes the file
    record Opened(String path, boolean forWriting, boolean truncated) implements SftpMessage {}

    record Closed(String path, boolean forced, long read, long written) implements SftpMessage {}

    /// Logged before it is carried out; a [Refused] may follow.
    record Renamed(String from, String to) implements SftpMessage {}

    /// Logged before it is carried out; a [Refused] may follow.
    record Removed(String path) implements SftpMessage {}

    /// Logged before it is carried out; a [Refused] may follow.
    record MadeFolder(String path) implements SftpMessage {}

    /// A write failed; a [Refused] follows. The path is cut at 100 bytes.
    ///
    /// @param reason e.g. `No space left on device`
    record WriteFailed(String path, String reason) implements SftpMessage {

        boolean isForWantOfRoom() {
            return reason.contains("No space left") || reason.contains("quota exceeded");
        }
    }

    /// A request failed: the one logged right before; otherwise a read or a write, which sshd does not log.
    record Refused(String status) implements SftpMessage {

        /// The status of a full disk and of all errors without a status of their own.
        boolean isGeneral() {
            return status.equals("Failure");
        }
    }

    /// Another request, or a line that the ledger does not record.
    record Other() implements SftpMessage {}

    Pattern OPEN = Pattern.compile("open \"(.*)\" flags ([A-Z,]*) mode 0\\d+");
    Pattern CLOSE = Pattern.compile("(forced )?close \"(.*)\" bytes read (\\d{1,18}) written (\\d{1,18})");
    Pattern RENAME = Pattern.compile("(?:posix-)?rename old \"(.*)\" new \"(.*)\"");
    Pattern REMOVE = Pattern.compile("remove name \"(.*)\"");
    Pattern MAKE_FOLDER = Pattern.compile("mkdir name \"(.*)\" mode 0\\d+");
    /// syslog has the prefix, a terminal does not.
    Pattern WRITE_FAILED = Pattern.compile("(?:error: )?process_write: (?:write|seek) \"(.*)\": (.*)");
    Pattern REFUSED = Pattern.compile("sent status (.*)");

    static SftpMessage parse(String message) {
        if (message.startsWith("session opened ")) {
            return new SessionBegan();
        }
        if (message.startsWith("session closed ")) {
            return new SessionEnded();
        }
        Matcher matcher = OPEN.matcher(message);
        if (matcher.matches()) {
            var flags = matcher.group(2);
            return new Opened(
                    LoggedPath.decode(matcher.group(1)),
                    flags.contains("WRITE") || flags.contains("APPEND"),
                    flags.contains("TRUNCATE") || flags.contains("EXCL"));
        }
        matcher = CLOSE.matcher(message);
        if (matcher.matches()) {
            return new Closed(
                    LoggedPath.decode(matcher.group(2)),
                    matcher.group(1) != null,
                    Long.parseLong(matcher.group(3)),
                    Long.parseLong(matcher.group(4)));
        }
        matcher = RENAME.matcher(message);
        if (matcher.matches()) {
            return new Renamed(LoggedPath.decode(matcher.group(1)), LoggedPath.decode(matcher.group(2)));
        }
        matcher = REMOVE.matcher(message);
        if (matcher.matches()) {
            return new Removed(LoggedPath.decode(matcher.group(1)));
        }
        matcher = MAKE_FOLDER.matcher(message);
        if (matcher.matches()) {
            return new MadeFolder(LoggedPath.decode(matcher.group(1)));
        }
        matcher = WRITE_FAILED.matcher(message);
        if (matcher.matches()) {
            return new WriteFailed(LoggedPath.decode(matcher.group(1)), matcher.group(2));
        }
        matcher = REFUSED.matcher(message);
        return matcher.matches() ? new Refused(matcher.group(1)) : new Other();
    }
}
