package io.sluice.schema.sshkey;

import org.jspecify.annotations.Nullable;

/// The body of `POST …/ssh-keys`.
record SshKeyForm(@Nullable String publicKey) {}
