package io.sluice.data.snapshot;

import io.sluice.data.copy.PlainObjects;
import io.sluice.data.table.KeptSnapshots;
import io.sluice.data.table.LakeFiles;
import io.sluice.events.account.AccountView;
import io.sluice.objects.data.DataObjectClient;
import io.sluice.objects.data.DataObjects;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes the use cases of this package.
final class SnapshotBeans {
    @Produces
    @Singleton
    DataObjects dataObjects(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        return new DataObjectClient(objects, bucket);
    }

    @Produces
    @Singleton
    BuildDueSnapshots buildDueSnapshots(
            SnapshotTurns turns,
            Snapshots snapshots,
            SnapshotTables tables,
            EntityReads entities,
            SnapshotSchemas schemas,
            DataObjects objects,
            PlainObjects plain,
            SnapshotConfig config) {
        return new BuildDueSnapshots(
                turns, new BuildSnapshot(snapshots, tables, entities, schemas, objects, plain), config.interval());
    }

    @Produces
    @Singleton
    NoteChangedAccounts noteChangedAccounts(AccountView accounts, SnapshotTurns turns) {
        return new NoteChangedAccounts(accounts::all, turns);
    }

    @Produces
    @Singleton
    SnapshotTables snapshotTables(Snapshots snapshots, LakeFiles files, KeptSnapshots kept) {
        return new SnapshotTables(snapshots, files, kept, Clock.systemUTC());
    }

    @Produces
    @Singleton
    RemoveReplacedSnapshots removeReplacedSnapshots(Snapshots snapshots, SnapshotTables tables, DataObjects objects) {
        return new RemoveReplacedSnapshots(snapshots, tables, objects);
    }
}
