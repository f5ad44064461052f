package io.sluice.schema.account;

import io.smallrye.mutiny.Uni;

/// Turns a password into what may be stored.
interface PasswordHashing {
    /// The crypt(3) form that a shadow file takes, `$6$…`.
    Uni<String> hash(String password);
}
