package io.sluice.data.source;

import io.sluice.engine.batch.HashKey;
import java.util.List;
import java.util.Optional;

/// The sources of an account that take records.
///
/// @param hashKey with which sensitive values are hashed; empty when the account has none, or no source
/// hashes a value
public record AccountSources(List<RecordSource> usable, List<UnusableSource> unusable, Optional<HashKey> hashKey) {
    public AccountSources {
        usable = List.copyOf(usable);
        unusable = List.copyOf(unusable);
    }
}
