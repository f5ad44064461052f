package io.sluice.watcher.claim;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;

/// Whether a claimed file is the service's own, which no former owner can change any more (spec 4 section 3).
///
/// Beside OpenSSH a helper with root's rights (the module sftp-agent) changes the owner of what comes into
/// `processing/`, as soon as nobody has it open for writing; a file called [#GIVE_BACK] beside it asks the
/// helper to undo that. The embedded server knows no owners: it refuses every write to a claimed file by
/// itself.
final class Seals {
    /// While it lies in a claim's folder the claimed file is its tenant's.
    static final String GIVE_BACK = ".give-back";

    private final Volume volume;
    private Optional<Owners> owners = Optional.empty();

    Seals(Volume volume) {
        this.volume = volume;
    }

    /// Of a file in `processing/`.
    boolean isSealed(FileAttributes claimed) {
        return switch (owners()) {
            case Owners.KeptByServer() -> true;
            case Owners.KeptByOwner(var service) -> claimed.owner().equals(OptionalInt.of(service));
        };
    }

    /// Whether the file is its tenant's and will stay so; one that is not will be in a moment, when this is
    /// asked again.
    boolean isGivenBack(Claim claim) {
        return switch (owners()) {
            case Owners.KeptByServer() -> true;
            case Owners.KeptByOwner(var service) -> {
                // First the marker: the helper might be about to seal the file just now.
                if (volume.stat(marker(claim)).isEmpty()) {
                    volume.write(marker(claim), InputStream.nullInputStream());
                }
                yield !ownerOf(claim.path()).equals(OptionalInt.of(service));
            }
        };
    }

    /// Whether somebody asked for the file to be given back.
    boolean isToBeGivenBack(Claim claim) {
        return volume.stat(marker(claim)).isPresent();
    }

    private static String marker(Claim claim) {
        return claim.folder() + "/" + GIVE_BACK;
    }

    /// A server's way does not change while it runs, so it is looked up once.
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

    /// What keeps writers from a claimed file.
    private sealed interface Owners {
        /// The server itself.
        record KeptByServer() implements Owners {}

        /// The file's owner, once it is this user.
        record KeptByOwner(int service) implements Owners {}
    }
}
