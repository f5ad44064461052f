package io.sluice.volume;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Gives access to the volumes of this installation. Today `sluice.sftp` configures one, [VolumeId#FIRST].
/// Thread-safe.
@ApplicationScoped
public class Volumes {
    private final SftpConfig config;
    private final ConcurrentMap<VolumeId, SftpVolume> opened = new ConcurrentHashMap<>();

    Volumes(SftpConfig config) {
        this.config = config;
    }

    /// The volume of this number, the same object at each call; it connects at its first use.
    ///
    /// @throws IllegalArgumentException when no such volume is configured
    public Volume open(VolumeId id) {
        if (!id.equals(VolumeId.FIRST)) {
            throw new IllegalArgumentException(
                    "expected volume %s, the only one that is configured, but got %s".formatted(VolumeId.FIRST, id));
        }
        return opened.computeIfAbsent(id, first -> new SftpVolume(config));
    }

    @PreDestroy
    void close() {
        opened.values().forEach(SftpVolume::close);
    }
}
