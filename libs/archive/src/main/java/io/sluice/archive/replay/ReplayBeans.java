package io.sluice.archive.replay;

import io.sluice.archive.ArchiveObjects;
import io.sluice.archive.ServerClock;
import io.sluice.contracts.event.Topics;
import io.sluice.events.EventPublisher;
import io.sluice.volume.SftpConfig;
import io.sluice.volume.VolumeId;
import io.sluice.volume.Volumes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Wires listing and replay.
final class ReplayBeans {
    @Produces
    @Singleton
    ListArchive listArchive(ArchiveObjects objects) {
        return new ListArchive(objects);
    }

    @Produces
    @Singleton
    ReplayTurns replayTurns(SftpConfig sftp) {
        return new ReplayTurns(sftp.connections());
    }

    @Produces
    @Singleton
    ReplayUpload replayUpload(
            ArchiveObjects objects, Volumes volumes, LatestReleases releases, NewJobIds ids, EventPublisher publisher) {
        var volume = volumes.open(VolumeId.FIRST);
        return new ReplayUpload(
                volume,
                objects,
                releases,
                ids,
                claim -> publisher.publish(Topics.UPLOAD_CLAIMED, claim.job().key(), claim),
                new ServerClock(volume),
                Clock.systemUTC());
    }
}
