package io.sluice.agent.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// One message of sshd's log of file requests, as rsyslogd spooled it.
///
/// @param process the process id of the `internal-sftp`
/// @param user its user id, according to the kernel
/// @param sequence position of the line's end in the whole spool of this run of the server
record SpoolLine(Instant at, long process, int user, String message, long sequence) {

    /// sshd cuts each message at this length. Then its sender chooses how it ends, so it says nothing.
    private static final int CUT_AT = 500;

    /// Reads `time TAB process TAB user TAB message`; empty for any other line, and for a message that was
    /// cut.
    static Optional<SpoolLine> parse(String text, long sequence) {
        var words = text.split("\t", 4);
        if (words.length < 4 || words[3].stripLeading().length() >= CUT_AT) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SpoolLine(
                    OffsetDateTime.parse(words[0]).toInstant(),
                    Long.parseLong(words[1]),
                    Integer.parseInt(words[2]),
                    words[3].strip(),
                    sequence));
        } catch (DateTimeParseException | NumberFormatException notALine) {
            return Optional.empty();
        }
    }
}
