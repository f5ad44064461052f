package io.sluice.job.parts;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.DirectoryObserved.SeenFile;
import io.sluice.contracts.event.DirectoryObserved.State;
import io.sluice.contracts.file.DataDate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Observations of the folder `/sources/order`.
public final class Folder {
    private Folder() {}

    public static DirectoryObserved observed(AccountId account, Instant at, SeenFile... files) {
        return new DirectoryObserved(account, "/sources/order", List.of(files), files.length, at);
    }

    public static SeenFile waiting(String date, Instant seenAt, Instant nextPickup) {
        return new SeenFile(
                "/sources/order/%s_order.csv".formatted(date),
                State.WAITING,
                "Complete, waits for the pick-up",
                77,
                seenAt,
                DataDate.of(date),
                Optional.of(nextPickup));
    }

    public static SeenFile ignored(String fileName, String reason, String date, Instant seenAt) {
        return new SeenFile(
                "/sources/order/" + fileName, State.IGNORED, reason, 78, seenAt, DataDate.of(date), Optional.empty());
    }
}
