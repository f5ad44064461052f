package io.sluice.devstack.parts.sftp;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/// What a user may change: the service user everything, a tenant only what lies inside `sources/<source_type>/` of its
/// own sources.
final class VolumeRules {

    private final AccountBook accounts;

    VolumeRules(AccountBook accounts) {
        this.accounts = accounts;
    }

    /// Refuses unless the user may create, write, rename or remove the path; it begins at the user's root.
    void requireChangeable(String user, Path path) throws AccessDeniedException {
        if (user.equals(EmbeddedSftp.SERVICE_USER)) {
            return;
        }
        Path place = path.toAbsolutePath().normalize();
        Optional<SftpAccount> account = accounts.find(user);
        boolean inside = place.getNameCount() >= 3
                && place.getName(0).toString().equals(Volume.SOURCES)
                && account.isPresent()
                && account.get().sourceTypes().contains(place.getName(1).toString());
        if (!inside) {
            throw new AccessDeniedException(
                    place.toString(), null, "only what lies inside /sources/<source_type>/ can be changed");
        }
    }
}
