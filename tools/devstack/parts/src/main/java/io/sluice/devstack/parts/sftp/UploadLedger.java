package io.sluice.devstack.parts.sftp;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import io.sluice.sftpserver.file.LedgerFile;
import io.sluice.sftpserver.file.RecordFullVolume;
import io.sluice.threads.SupervisedThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes the ledger's lines about uploads, as the agent does beside OpenSSH. Thread-safe.
final class UploadLedger implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(UploadLedger.class.getName());

    private final Clock clock;
    private final LedgerFile file;
    private final RecordFullVolume full;
    private @Nullable SupervisedThread thread;

    UploadLedger(Path file, Clock clock) throws IOException {
        this.clock = clock;
        this.file = new LedgerFile(file, UUID.randomUUID().toString(), LedgerFile.ROTATE_AT, clock, _ -> {});
        this.full = new RecordFullVolume(
                Objects.requireNonNull(file.toAbsolutePath().getParent()), this.file, clock);
    }

    UploadLedger start() {
        thread = SupervisedThread.start("full-volume", this::lookAgainAndAgain);
        return this;
    }

    private void lookAgainAndAgain() throws InterruptedException {
        while (true) {
            look();
            Thread.sleep(RecordFullVolume.INTERVAL);
        }
    }

    private void look() {
        try {
            full.step();
        } catch (RuntimeException cause) {
            LOG.log(System.Logger.Level.WARNING, "whether the volume has room cannot be checked", cause);
        }
    }

    /// @param truncated whether the opening emptied the file; the line mentions it only then
    void opened(Upload upload, boolean truncated) {
        LedgerLine line = line(LedgerEvent.OPEN, upload).ofWriteHandle();
        file.append(truncated ? line.ofEmptiedFile() : line);
    }

    /// The client closed the handle itself.
    ///
    /// @param failed whether a write failed
    void closed(Upload upload, long written, boolean failed) {
        LedgerLine line = line(LedgerEvent.CLOSE, upload).ofWriteHandle().written(written);
        file.append(failed ? line.withFailedWrite() : line);
    }

    /// The handle was open when its session ended, or its last bytes could not be kept.
    void closedByForce(Upload upload, long written) {
        file.append(line(LedgerEvent.FORCED_CLOSE, upload).ofWriteHandle().written(written));
    }

    void renamed(Upload from, String to) {
        file.append(line(LedgerEvent.RENAME, from).to(to));
    }

    void removed(Upload upload) {
        file.append(line(LedgerEvent.REMOVE, upload));
    }

    void sessionEnded(String session, AccountId account) {
        file.append(line(LedgerEvent.SESSION_END).in(session, account));
    }

    @Override
    public void close() throws IOException {
        if (thread != null) {
            thread.close();
        }
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
}
