package io.sluice.devstack.parts.sftp;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/// What a user may change: the service user everything, a tenant only what lies inside `sources/<source_type>/` of its
/// own sources, and nothing while its account is over a limit.
final class VolumeRules {

    private final AccountBook accounts;
    private final ReadOnlyAccounts readOnly;

    VolumeRules(AccountBook accounts, ReadOnlyAccounts readOnly) {
        this.accounts = accounts;
        this.readOnly = readOnly;
    }

    /// Refuses unless the user may create, write, rename or remove the path; it begins at the user's root.
    void requireChangeable(String user, Path path) throws AccessDeniedException {
        if (user.equals(EmbeddedSftp.SERVICE_USER)) {
            return;
        }
        if (readOnly.contains(user)) {
            throw new AccessDeniedException(
                    path.toString(), null, "the account is over a limit and may only read until there is room");
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
