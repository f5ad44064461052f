package io.sluice.schema.account;

/// How the erasure of an account ends.
sealed interface AccountErasure {
    /// What remains of the account, to remember its id.
    record Erased(Account remains) implements AccountErasure {}

    /// Only a suspended account is erased.
    record StillActive() implements AccountErasure {}

    /// There is no such account.
    record Unknown() implements AccountErasure {}
}
