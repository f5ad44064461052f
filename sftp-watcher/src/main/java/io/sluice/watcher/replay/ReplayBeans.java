package io.sluice.watcher.replay;

import io.sluice.events.EventPublisher;
import io.sluice.volume.SftpVolume;
import io.sluice.watcher.archive.ArchiveObjects;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Puts listing and replay together.
final class ReplayBeans {
    @Produces
    @Singleton
    ListArchive listArchive(ArchiveObjects objects) {
        return new ListArchive(objects);
    }

    @Produces
    @Singleton
    ReplayUpload replayUpload(
            ListArchive archive, ArchiveObjects objects, SftpVolume volume, EventPublisher publisher) {
        return new ReplayUpload(archive, objects, volume, publisher::publish, Clock.systemUTC());
    }
}
