package io.sluice.watcher.claim;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;

/// Says whether a claimed file is sealed: whether its tenant can no longer change it (spec 4 section 3).
///
/// | server | what seals a claimed file |
/// |---|---|
/// | OpenSSH | the SFTP agent makes the service user its owner, once nobody has the file open for writing; an empty
/// file [VolumePaths#GIVE_BACK] beside it asks the agent to undo that |
/// | embedded | the server itself, which knows no owners and refuses every write to a claimed file |
final class Seals {
    private final Volume volume;
    private Optional<Owners> owners = Optional.empty();

    Seals(Volume volume) {
        this.volume = volume;
    }

    /// Whether a file in `processing/` is sealed.
    boolean isSealed(FileAttributes claimed) {
        return switch (owners()) {
            case Owners.KeptByServer() -> true;
            case Owners.KeptByOwner(var service) -> claimed.owner().equals(OptionalInt.of(service));
        };
    }

    /// Whether a sealed file has no open write handle: the agent seals no other, and afterwards its tenant
    /// can open none.
    boolean proveClosed() {
        return owners() instanceof Owners.KeptByOwner;
    }

    /// Whether the tenant owns the file for good. If not, this asks the agent for it; call again later.
    boolean isGivenBack(Claim claim) {
        return switch (owners()) {
            case Owners.KeptByServer() -> true;
            case Owners.KeptByOwner(var service) -> {
                // The marker first: the agent may be about to seal the file.
                if (volume.stat(marker(claim)).isEmpty()) {
                    volume.write(marker(claim), InputStream.nullInputStream());
                }
                yield !ownerOf(claim.path()).equals(OptionalInt.of(service));
            }
        };
    }

    /// Whether a watcher asked the agent to give the file back.
    boolean isToBeGivenBack(Claim claim) {
        return volume.stat(marker(claim)).isPresent();
    }

    private static String marker(Claim claim) {
        return claim.folder() + "/" + VolumePaths.GIVE_BACK;
    }

    /// Looked up once: it does not change while the server runs.
    private Owners owners() {
        if (owners.isEmpty()) {
            var service = ownerOf(VolumePaths.PROCESSING);
            owners = Optional.of(
                    service.isEmpty() || service.equals(ownerOf(VolumePaths.ACCOUNTS))
                            ? new Owners.KeptByServer()
                            : new Owners.KeptByOwner(service.getAsInt()));
        }
        return owners.get();
    }

    private OptionalInt ownerOf(String path) {
        return volume.stat(path).map(FileAttributes::owner).orElse(OptionalInt.empty());
    }

    /// Who keeps writers from a claimed file.
    private sealed interface Owners {
        /// The server itself.
        record KeptByServer() implements Owners {}

        /// The file system, once this user owns the file.
        record KeptByOwner(int service) implements Owners {}
    }
}
