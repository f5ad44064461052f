package io.sluice.watcher.confirm;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.UploadName;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.ledger.HandleState;
import io.sluice.watcher.ledger.LedgerTail;
import java.util.Optional;

/// Lets an administrator confirm that an upload is complete when the ledger does not mention it.
///
/// It reads the ledger itself, so that every watcher gives the same answer, even one that stands by.
public final class ConfirmUpload {
    private static final Log LOG = Log.of(ConfirmUpload.class);

    private final Volume volume;
    private final ConfirmationNotes notes;
    private final Ticker ticker;

    public ConfirmUpload(Volume volume, ConfirmationNotes notes, Ticker ticker) {
        this.volume = volume;
        this.notes = notes;
        this.ticker = ticker;
    }

    /// Confirms the file that lies at the path now.
    ///
    /// @param path as the account sees it, e.g. `/sources/order/20200125_order.csv`
    public ConfirmResult confirm(AccountFacts account, String path) {
        if (!isUpload(account, path)) {
            return new ConfirmResult.NothingThere();
        }
        return volume.stat(VolumePaths.account(account.accountId()) + path)
                .filter(FileAttributes::isFile)
                .map(file -> confirm(account.accountId(), path, file))
                .orElseGet(ConfirmResult.NothingThere::new);
    }

    private static boolean isUpload(AccountFacts account, String path) {
        var parts = path.split("/", -1);
        return parts.length == 4
                && parts[0].isEmpty()
                && parts[1].equals("sources")
                && SourceType.of(parts[2])
                        .filter(type -> account.source(type).isPresent())
                        .map(type -> UploadName.read(parts[3], type))
                        .filter(UploadName.Dated.class::isInstance)
                        .isPresent();
    }

    private ConfirmResult confirm(AccountId account, String path, FileAttributes file) {
        var refusal =
                refusal(LedgerTail.readAll(volume, VolumePaths.LEDGER, ticker).state(account, path, file.size()));
        if (refusal.isPresent()) {
            return new ConfirmResult.Refused(refusal.get());
        }
        notes.add(account, path, file);
        LOG.info("an upload was confirmed", account(account), field("path", path), field("bytes", file.size()));
        return new ConfirmResult.Confirmed(file.size());
    }

    private static Optional<String> refusal(HandleState handles) {
        return switch (handles) {
            case HandleState.Unknown() -> Optional.empty();
            case HandleState.Open _ -> Optional.of("The upload is still open; it can be confirmed once it is closed.");
            case HandleState.Closed _ ->
                Optional.of("The SFTP server's log shows that the upload is complete; it needs no confirmation.");
            case HandleState.BrokenOff broken ->
                broken.mayBeWhole()
                        ? Optional.empty()
                        : Optional.of(
                                "The SFTP server's log shows that the upload is incomplete; it must be uploaded again.");
        };
    }
}
