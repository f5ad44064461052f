package io.sluice.devstack.parts.sftp;

import io.sluice.contracts.account.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the SFTP door knows of an account. The password hash is a crypt hash (`$6$…` or `$5$…`); an empty allow-list
/// admits nobody.
public record SftpAccount(
        String accuid,
        boolean active,
        Optional<String> passwordHash,
        List<String> sshPublicKeys,
        List<String> ipAllowlist,
        Set<String> sourceTypes) {

    /// Refuses ids and source types that are no safe folder names, and address ranges that are none.
    public SftpAccount {
        sshPublicKeys = List.copyOf(sshPublicKeys);
        ipAllowlist = List.copyOf(ipAllowlist);
        sourceTypes = Set.copyOf(sourceTypes);
        if (!accuid.matches("[a-z0-9][a-z0-9-]{0,31}") || accuid.equals(EmbeddedSftp.SERVICE_USER)) {
            throw new IllegalArgumentException("account id '" + accuid + "', expected [a-z0-9][a-z0-9-]{0,31} and not "
                    + EmbeddedSftp.SERVICE_USER);
        }
        for (String sourceType : sourceTypes) {
            if (!sourceType.matches("[a-z][a-z0-9_]{0,62}")) {
                throw new IllegalArgumentException(
                        "source type '" + sourceType + "' of account " + accuid + ", expected [a-z][a-z0-9_]{0,62}");
            }
        }
        ipAllowlist.forEach(AddressRange::parse);
    }

    /// An active account with a password, admitted from loopback.
    public static SftpAccount local(String accuid, String passwordHash, Set<String> sourceTypes) {
        return new SftpAccount(
                accuid, true, Optional.of(passwordHash), List.of(), List.of("127.0.0.0/8", "::1/128"), sourceTypes);
    }

    /// The account is active and its allow-list holds the address.
    boolean admits(InetAddress address) {
        return active && ipAllowlist.stream().map(AddressRange::parse).anyMatch(range -> range.contains(address));
    }
}
