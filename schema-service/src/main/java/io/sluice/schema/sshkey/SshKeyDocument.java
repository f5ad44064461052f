package io.sluice.schema.sshkey;

/// A stored public key in JSON.
record SshKeyDocument(String keyId, String fingerprint, String publicKey, long createdAt, long createdBy) {}
