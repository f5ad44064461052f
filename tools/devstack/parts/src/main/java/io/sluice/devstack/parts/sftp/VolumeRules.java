package io.sluice.devstack.parts.sftp;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.sftpserver.account.ServiceUser;
import io.sluice.sftpserver.account.SftpAccount;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/// What a user may do on the volume:
///
/// | user | reads | changes |
/// |---|---|---|
/// | the service user | everything | everything |
/// | validators | what lies in `/processing` | nothing |
/// | a tenant | its account | what lies inside `sources/<source_type>/` |
/// | a tenant over a limit | its account | nothing |
final class VolumeRules {

    private final AccountBook accounts;
    private final LimitedAccounts limited;

    VolumeRules(AccountBook accounts, LimitedAccounts limited) {
        this.accounts = accounts;
        this.limited = limited;
    }

    /// Refuses unless the user may create, write, rename or remove the path; it begins at the user's root.
    void requireChangeable(String user, Path path) throws AccessDeniedException {
        if (user.equals(EmbeddedSftp.SERVICE_USER)) {
            return;
        }
        if (user.equals(ServiceUser.VALIDATOR)) {
            throw new AccessDeniedException(path.toString(), null, "validators may only read");
        }
        if (limited.contains(new AccountId(user))) {
            throw new AccessDeniedException(
                    path.toString(), null, "the account is over a limit and may only read until there is room");
        }
        Path place = path.toAbsolutePath().normalize();
        Optional<SftpAccount> account = accounts.find(user);
        boolean inside = place.getNameCount() >= 3
                && place.getName(0).toString().equals(VolumeDirectory.SOURCES)
                && account.isPresent()
                && SourceType.of(place.getName(1).toString())
                        .filter(account.get().sourceTypes()::contains)
                        .isPresent();
        if (!inside) {
            throw new AccessDeniedException(
                    place.toString(), null, "only what lies inside /sources/<source_type>/ can be changed");
        }
    }

    /// Refuses unless the user may read the file, or list the folder; the path begins at the user's root.
    void requireReadable(String user, Path path) throws AccessDeniedException {
        Path place = path.toAbsolutePath().normalize();
        if (user.equals(ServiceUser.VALIDATOR) && !place.startsWith(VolumePaths.PROCESSING)) {
            throw new AccessDeniedException(place.toString(), null, "validators read claimed files alone");
        }
    }
}
