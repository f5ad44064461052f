package io.sluice.engine.schema;

import org.jspecify.annotations.Nullable;

/// How a tenant wants a sensitive field protected, unchecked.
///
/// @param policy `require_hashed` or `hash`
/// @param normalize `email`, `phone` or `none`; only with `hash`
public record SensitivityDeclaration(
        @Nullable String policy, @Nullable String normalize) {}
