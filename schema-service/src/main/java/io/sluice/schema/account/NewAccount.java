package io.sluice.schema.account;

import io.sluice.schema.sshkey.SshPublicKey;
import io.sluice.schema.token.TokenGrant;
import java.util.List;

/// All that is stored of a new account; secrets as hashes only.
record NewAccount(
        Account account, String passwordHash, String clientKeyHash, List<SshPublicKey> keys, TokenGrant grant) {
    NewAccount {
        keys = List.copyOf(keys);
    }
}
