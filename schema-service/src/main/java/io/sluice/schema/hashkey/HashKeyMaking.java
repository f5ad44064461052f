package io.sluice.schema.hashkey;

import java.time.Instant;

/// The outcome of making a hash key.
sealed interface HashKeyMaking {
    /// The key is stored.
    ///
    /// @param replaced whether the account had another key before
    record Made(boolean replaced) implements HashKeyMaking {}

    /// The account has a key already, and it was not to be replaced.
    record Present(Instant madeAt) implements HashKeyMaking {}

    /// There is no such account, or it is erased.
    record UnknownAccount() implements HashKeyMaking {}
}
