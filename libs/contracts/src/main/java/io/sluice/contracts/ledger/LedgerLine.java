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
        return new LedgerLine(
                at,
                server,
                Optional.empty(),
                Optional.empty(),
                event,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public LedgerLine from(String server) {
        return new LedgerLine(
                at, server, session, accountId, event, path, to, written, write, sequence, truncated, failed);
    }

    public LedgerLine by(Optional<AccountId> account) {
        return new LedgerLine(
                at, server, session, account, event, path, to, written, write, sequence, truncated, failed);
    }

    public LedgerLine in(String session, AccountId account) {
        return new LedgerLine(
                at,
                server,
                Optional.of(session),
                Optional.of(account),
                event,
                path,
                to,
                written,
                write,
                sequence,
                truncated,
                failed);
    }

    public LedgerLine on(String path) {
        return new LedgerLine(
                at,
                server,
                session,
                accountId,
                event,
                Optional.of(path),
                to,
                written,
                write,
                sequence,
                truncated,
                failed);
    }

    public LedgerLine to(String target) {
        return new LedgerLine(
                at,
                server,
                session,
                accountId,
                event,
                path,
                Optional.of(target),
                written,
                write,
                sequence,
                truncated,
                failed);
    }

    public LedgerLine ofWriteHandle() {
        return new LedgerLine(
                at,
                server,
                session,
                accountId,
                event,
                path,
                to,
                written,
                Optional.of(true),
                sequence,
                truncated,
                failed);
    }

    public LedgerLine ofEmptiedFile() {
        return new LedgerLine(
                at, server, session, accountId, event, path, to, written, write, sequence, Optional.of(true), failed);
    }

    public LedgerLine withFailedWrite() {
        return new LedgerLine(
                at,
                server,
                session,
                accountId,
                event,
                path,
                to,
                written,
                write,
                sequence,
                truncated,
                Optional.of(true));
    }

    public LedgerLine written(long bytes) {
        return new LedgerLine(
                at,
                server,
                session,
                accountId,
                event,
                path,
                to,
                Optional.of(bytes),
                write,
                sequence,
                truncated,
                failed);
    }

    public LedgerLine numbered(long sequence) {
        return new LedgerLine(
                at,
                server,
                session,
                accountId,
                event,
                path,
                to,
                written,
                write,
                Optional.of(sequence),
                truncated,
                failed);
    }
}
