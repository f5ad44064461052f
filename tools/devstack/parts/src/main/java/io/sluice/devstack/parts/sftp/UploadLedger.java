package io.sluice.devstack.parts.sftp;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import io.sluice.sftpserver.file.LedgerFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/// Writes the ledger's lines about uploads, as the agent does beside OpenSSH. Thread-safe.
final class UploadLedger implements AutoCloseable {

    private final Clock clock;
    private final LedgerFile file;

    UploadLedger(Path file, Clock clock) throws IOException {
        this.clock = clock;
        this.file = new LedgerFile(file, UUID.randomUUID().toString(), LedgerFile.ROTATE_AT, clock, _ -> {});
    }

    /// @param truncated whether the opening emptied the file; the line mentions it only then
    void opened(Upload upload, boolean truncated) {
        LedgerLine line = line(LedgerEvent.OPEN, upload).ofWriteHandle();
        write(truncated ? line.ofEmptiedFile() : line);
    }

    /// The client closed the handle itself.
    void closed(Upload upload, long written) {
        write(line(LedgerEvent.CLOSE, upload).ofWriteHandle().written(written));
    }

    /// The handle was open when its session ended, or its last bytes could not be kept.
    void closedByForce(Upload upload, long written) {
        write(line(LedgerEvent.FORCED_CLOSE, upload).ofWriteHandle().written(written));
    }

    void renamed(Upload from, String to) {
        write(line(LedgerEvent.RENAME, from).to(to));
    }

    void removed(Upload upload) {
        write(line(LedgerEvent.REMOVE, upload));
    }

    void sessionEnded(String session, AccountId account) {
        write(line(LedgerEvent.SESSION_END).in(session, account));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /// A file as its session sees it; the path begins at the account's root.
    record Upload(String session, AccountId accountId, String path) {}

    private LedgerLine line(LedgerEvent event, Upload upload) {
        return line(event).in(upload.session(), upload.accountId()).on(upload.path());
    }

    // LedgerFile adds the run of the server.
    private LedgerLine line(LedgerEvent event) {
        return LedgerLine.of(event, Instant.now(clock), "");
    }

    private void write(LedgerLine line) {
        try {
            file.append(line);
        } catch (IOException cause) {
            throw new UncheckedIOException("the ledger cannot be written", cause);
        }
    }
}
