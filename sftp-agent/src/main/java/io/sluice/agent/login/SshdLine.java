package io.sluice.agent.login;

import io.sluice.contracts.login.LogInMethod;
import io.sluice.contracts.login.LogInOutcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// A line of sshd's log about an attempt to log in.
///
/// @param user the name that the client claimed; any text
record SshdLine(Instant at, LogInOutcome outcome, LogInMethod method, String user, String address, int port) {
    // The user's name may be any text, so the last "from" counts: sshd wrote what follows it.
    private static final Pattern ATTEMPT =
            Pattern.compile("(\\d{1,12})\\.(\\d{6}) (Accepted|Failed) (password|publickey) for (invalid user )?(.*)"
                    + " from (\\S+) port (\\d{1,5}) ssh2(?:: [^ ]+ [^ ]+)?\\s*");

    /// Reads `seconds.micros message`; empty for every other line.
    static Optional<SshdLine> parse(String text) {
        var line = ATTEMPT.matcher(text);
        if (!line.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SshdLine(
                    Instant.ofEpochSecond(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)) * 1_000),
                    line.group(3).equals("Accepted") ? LogInOutcome.ACCEPTED : LogInOutcome.REFUSED,
                    line.group(4).equals("password") ? LogInMethod.PASSWORD : LogInMethod.PUBLIC_KEY,
                    line.group(6),
                    line.group(7),
                    Integer.parseInt(line.group(8))));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
