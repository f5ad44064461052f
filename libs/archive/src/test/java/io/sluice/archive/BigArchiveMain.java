package io.sluice.archive;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.TestObjectStoreClient;
import io.sluice.fixtures.volume.LocalVolume;
import io.sluice.volume.release.ReleaseRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A process with little memory that archives one big file; prints what it read back.
///
/// Arguments: the folder and port of a [ServedVolume], the object store's address, the path on the volume.
final class BigArchiveMain {
    private BigArchiveMain() {}

    public static void main(String[] arguments) {
        var volume = LocalVolume.at(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        var objects = new ArchiveStore(TestObjectStoreClient.make(arguments[2]), EmbeddedObjectStore.BUCKET);
        var job = new JobRef(
                JobId.at(System.currentTimeMillis()),
                new AccountId("acme"),
                new SourceType("order"),
                DataDate.of("20200125").orElseThrow(),
                "20200125_order.csv");
        var record = new ReleaseRecord(
                job, "/processed/order/big", Optional.empty(), 0, Optional.empty(), Outcome.SUCCESS, Instant.EPOCH);
        var key = ArchiveKey.of(job, ArchivedPart.FILE);
        var store = new StoreInArchive(volume, objects, () -> false);

        store.store(record, key, arguments[3], Optional.empty());

        System.out.println(objects.find(key.toString())
                .flatMap(ArchivedFile::of)
                .map(ArchivedFile::content)
                .orElseThrow());
        System.exit(0);
    }
}
