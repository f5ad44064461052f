package io.sluice.devstack.parts.sftp;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.AddressRange;
import io.sluice.contracts.account.SourceType;
import io.sluice.sftpserver.account.SftpAccount;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes accounts for tests.
public final class LocalAccount {

    private LocalAccount() {}

    /// An active account with a password, admitted from loopback.
    public static SftpAccount of(String accountId, String passwordHash, Set<String> sourceTypes) {
        return new SftpAccount(
                new AccountId(accountId),
                AccountState.ACTIVE,
                Optional.of(passwordHash),
                List.of(),
                List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1/128")),
                sourceTypes.stream().map(SourceType::new).collect(Collectors.toSet()));
    }
}
