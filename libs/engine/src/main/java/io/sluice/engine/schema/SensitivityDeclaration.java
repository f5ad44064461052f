package io.sluice.engine.schema;

import org.jspecify.annotations.Nullable;

/// The protection of a sensitive field as the tenant declares it, unchecked.
///
/// @param policy `require_hashed` or `hash`
/// @param normalize `email`, `phone` or `none`; only with `hash`
public record SensitivityDeclaration(
        @Nullable String policy, @Nullable String normalize) {}
