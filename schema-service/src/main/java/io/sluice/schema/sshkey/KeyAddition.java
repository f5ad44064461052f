package io.sluice.schema.sshkey;

/// How the addition of an SSH key ends.
sealed interface KeyAddition {
    record Added(SshKeyDocument key) implements KeyAddition {}

    /// The account has the key already.
    record Duplicate() implements KeyAddition {}

    /// The account has as many keys as it may have.
    record TooMany() implements KeyAddition {}

    record UnknownAccount() implements KeyAddition {}
}
