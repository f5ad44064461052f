package io.sluice.schema.sshkey;

/// How the removal of an SSH key ends.
enum KeyRemoval {
    REMOVED,
    UNKNOWN_KEY,
    UNKNOWN_ACCOUNT
}
