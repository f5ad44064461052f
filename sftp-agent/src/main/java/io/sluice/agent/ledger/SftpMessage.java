package io.sluice.agent.ledger;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One log message of `internal-sftp -l INFO` of OpenSSH 9. Paths are absolute and normalized.
sealed interface SftpMessage {

    record SessionBegan() implements SftpMessage {}

    record SessionEnded() implements SftpMessage {}

    /// Logged before it is carried out; a [Refused] may follow.
    ///
    /// @param truncated whether the server empties the file first
    record Opened(String path, boolean forWriting, boolean truncated) implements SftpMessage {}

    record Closed(String path, boolean forced, long read, long written) implements SftpMessage {}

    /// Logged before it is carried out; a [Refused] may follow.
    record Renamed(String from, String to) implements SftpMessage {}

    /// Logged before it is carried out; a [Refused] may follow.
    record Removed(String path) implements SftpMessage {}

    /// Logged before it is carried out; a [Refused] may follow.
    record MadeFolder(String path) implements SftpMessage {}

    /// A request failed: the one logged before, or one that sshd does not log.
    record Refused(String status) implements SftpMessage {}

    /// Anything that the ledger does not record.
    record Other() implements SftpMessage {}

    Pattern OPEN = Pattern.compile("open \"(.*)\" flags ([A-Z,]*) mode 0\\d+");
    Pattern CLOSE = Pattern.compile("(forced )?close \"(.*)\" bytes read (\\d+) written (\\d+)");
    Pattern RENAME = Pattern.compile("(?:posix-)?rename old \"(.*)\" new \"(.*)\"");
    Pattern REMOVE = Pattern.compile("remove name \"(.*)\"");
    Pattern MAKE_FOLDER = Pattern.compile("mkdir name \"(.*)\" mode 0\\d+");
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
                    flags.contains("TRUNCATE"));
        }
        matcher = CLOSE.matcher(message);
        if (matcher.matches()) {
            return new Closed(
                    LoggedPath.decode(matcher.group(2)),
                    matcher.group(1) != null,
                    Long.parseUnsignedLong(matcher.group(3)),
                    Long.parseUnsignedLong(matcher.group(4)));
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
        matcher = REFUSED.matcher(message);
        return matcher.matches() ? new Refused(matcher.group(1)) : new Other();
    }
}
