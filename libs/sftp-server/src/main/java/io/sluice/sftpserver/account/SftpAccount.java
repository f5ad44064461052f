package io.sluice.sftpserver.account;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.AddressRange;
import io.sluice.contracts.account.SourceType;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// An account as an SFTP server knows it.
///
/// Every text is safe in the line-based files that sshd and PAM read.
///
/// @param passwordHash a crypt hash like `$6$…`
/// @param sshPublicKeys in the form of `authorized_keys`, without options
/// @param ipAllowlist the addresses from which the account may log in; an empty list admits nobody
/// @param terms empty when schema-service does not name them
public record SftpAccount(
        AccountId accountId,
        AccountState state,
        Optional<String> passwordHash,
        List<PublicKey> sshPublicKeys,
        List<AddressRange> ipAllowlist,
        Set<SourceType> sourceTypes,
        Optional<AccountTerms> terms) {
    private static final Pattern CRYPT_HASH = Pattern.compile("\\$[0-9a-z]+\\$[-A-Za-z0-9./$=,]+");

    public SftpAccount {
        sshPublicKeys = List.copyOf(sshPublicKeys);
        ipAllowlist = List.copyOf(ipAllowlist);
        sourceTypes = Set.copyOf(sourceTypes);
        if (ServiceUser.isOne(accountId.value())) {
            throw new IllegalArgumentException(
                    "expected the id of an account but got %s, the user of the services".formatted(accountId));
        }
        if (!passwordHash.map(CRYPT_HASH.asMatchPredicate()::test).orElse(true)) {
            throw new IllegalArgumentException(
                    "the password hash of %s is not a crypt hash like $6$…".formatted(accountId));
        }
    }

    /// An account without terms.
    public SftpAccount(
            AccountId accountId,
            AccountState state,
            Optional<String> passwordHash,
            List<PublicKey> sshPublicKeys,
            List<AddressRange> ipAllowlist,
            Set<SourceType> sourceTypes) {
        this(accountId, state, passwordHash, sshPublicKeys, ipAllowlist, sourceTypes, Optional.empty());
    }

    /// The same account, which may not log in.
    SftpAccount suspended() {
        return new SftpAccount(
                accountId, AccountState.SUSPENDED, passwordHash, sshPublicKeys, ipAllowlist, sourceTypes, terms);
    }

    public boolean isActive() {
        return state == AccountState.ACTIVE;
    }

    /// Whether the allow-list contains the address.
    public boolean allows(InetAddress address) {
        return ipAllowlist.stream().anyMatch(range -> range.contains(address));
    }

    /// Whether the account is active and may log in from the address.
    public boolean admits(InetAddress address) {
        return isActive() && allows(address);
    }
}
