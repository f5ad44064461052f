package io.sluice.contracts.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.json.SluiceJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/// One line of `/ledger/uploads.log`, in which the SFTP server records handles for writing.
///
/// When the file is large, it becomes `uploads.log.1`, the previous one becomes `uploads.log.2`, and the new
/// file begins with a `server-start` line.
///
/// @param at by the server's clock, in milliseconds
/// @param server names one run of the server; the writer fills it in
/// @param session names one log-in of that run
/// @param path as the account sees it; of a close: the path at the open
/// @param to target of a rename
/// @param written bytes written through the closed handle
/// @param write whether the handle was opened for writing; others are not recorded
/// @param sequence grows with the lines of one run; two lines with one number are the same line
/// @param truncated whether the opening emptied or made the file; absent: it did not
/// @param failed of a close: whether a write through the handle failed; absent: none is known
public record LedgerLine(
        Instant at,
        String server,
        Optional<String> session,
        @JsonProperty("accuid") Optional<AccountId> accountId,
        LedgerEvent event,
        Optional<String> path,
        Optional<String> to,
        Optional<Long> written,
        Optional<Boolean> write,
        Optional<Long> sequence,
        Optional<Boolean> truncated,
        Optional<Boolean> failed) {

    private static final ObjectMapper JSON = SluiceJson.mapper();
    private static final ObjectReader READER =
            JSON.readerFor(LedgerLine.class).with(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE);

    public LedgerLine {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(event, "event");
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /// Reads one line without its end.
    ///
    /// @throws JsonProcessingException when the text is no line, or only a part of one
    public static LedgerLine parse(String json) throws JsonProcessingException {
        return READER.readValue(json);
    }

    /// The line without its end.
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts, numbers and instants can always be written", impossible);
        }
    }

    public static LedgerLine of(LedgerEvent event, Instant at, String server) {
        return new Draft(at, server, event).line();
    }

    public LedgerLine from(String newServer) {
        var draft = new Draft(this);
        draft.server = newServer;
        return draft.line();
    }

    public LedgerLine by(Optional<AccountId> account) {
        var draft = new Draft(this);
        draft.accountId = account;
        return draft.line();
    }

    public LedgerLine in(String newSession, AccountId account) {
        var draft = new Draft(this);
        draft.session = Optional.of(newSession);
        draft.accountId = Optional.of(account);
        return draft.line();
    }

    public LedgerLine on(String newPath) {
        var draft = new Draft(this);
        draft.path = Optional.of(newPath);
        return draft.line();
    }

    public LedgerLine to(String target) {
        var draft = new Draft(this);
        draft.to = Optional.of(target);
        return draft.line();
    }

    public LedgerLine ofWriteHandle() {
        var draft = new Draft(this);
        draft.write = Optional.of(true);
        return draft.line();
    }

    public LedgerLine ofEmptiedFile() {
        var draft = new Draft(this);
        draft.truncated = Optional.of(true);
        return draft.line();
    }

    public LedgerLine withFailedWrite() {
        var draft = new Draft(this);
        draft.failed = Optional.of(true);
        return draft.line();
    }

    public LedgerLine written(long bytes) {
        var draft = new Draft(this);
        draft.written = Optional.of(bytes);
        return draft.line();
    }

    public LedgerLine numbered(long number) {
        var draft = new Draft(this);
        draft.sequence = Optional.of(number);
        return draft.line();
    }

    /// A line that is being made.
    private static final class Draft {
        private final Instant at;
        private final LedgerEvent event;
        private String server;
        private Optional<String> session = Optional.empty();
        private Optional<AccountId> accountId = Optional.empty();
        private Optional<String> path = Optional.empty();
        private Optional<String> to = Optional.empty();
        private Optional<Long> written = Optional.empty();
        private Optional<Boolean> write = Optional.empty();
        private Optional<Long> sequence = Optional.empty();
        private Optional<Boolean> truncated = Optional.empty();
        private Optional<Boolean> failed = Optional.empty();

        Draft(Instant at, String server, LedgerEvent event) {
            this.at = at;
            this.server = server;
            this.event = event;
        }

        Draft(LedgerLine line) {
            this(line.at, line.server, line.event);
            session = line.session;
            accountId = line.accountId;
            path = line.path;
            to = line.to;
            written = line.written;
            write = line.write;
            sequence = line.sequence;
            truncated = line.truncated;
            failed = line.failed;
        }

        LedgerLine line() {
            return new LedgerLine(
                    at, server, session, accountId, event, path, to, written, write, sequence, truncated, failed);
        }
    }
}
