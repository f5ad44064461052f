package io.sluice.sftpserver.account;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.login.LogInMethod;
import io.sluice.contracts.login.RefusalReason;
import java.net.InetAddress;
import java.util.Optional;

/// Finds the reason for which a log-in was refused. sshd's log does not distinguish an address outside the
/// allow-list from a wrong password; the account shows which it is.
public final class JudgeRefusal {
    private final KnownAccounts accounts;

    public JudgeRefusal(KnownAccounts accounts) {
        this.accounts = accounts;
    }

    /// Why a client that claimed to be this account was refused.
    ///
    /// @param address the client's address as the server saw it
    public RefusalReason judge(Optional<AccountId> claimed, String address, LogInMethod method) {
        var account = claimed.flatMap(accounts::find);
        if (account.isEmpty()) {
            return RefusalReason.UNKNOWN_ACCOUNT;
        }
        if (!account.get().isActive()) {
            return RefusalReason.SUSPENDED;
        }
        if (!allows(account.get(), address)) {
            return RefusalReason.ADDRESS_NOT_ALLOWED;
        }
        return switch (method) {
            case PUBLIC_KEY -> RefusalReason.UNKNOWN_KEY;
            case PASSWORD ->
                account.get().passwordHash().isPresent() ? RefusalReason.WRONG_PASSWORD : RefusalReason.NO_PASSWORD_SET;
        };
    }

    private static boolean allows(SftpAccount account, String address) {
        try {
            // A link-local address ends with its zone.
            var seen = InetAddress.ofLiteral(address.split("%", 2)[0]);
            return account.allows(seen);
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
