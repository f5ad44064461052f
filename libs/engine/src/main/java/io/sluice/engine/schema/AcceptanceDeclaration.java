package io.sluice.engine.schema;

import org.jspecify.annotations.Nullable;

/// How many bad rows a tenant lets pass, unchecked.
///
/// @param mode `whole` (also when null) or `partial`
/// @param maxInvalidPercent 0 to 100, inclusive; only with `partial`
public record AcceptanceDeclaration(
        @Nullable String mode, @Nullable Double maxInvalidPercent) {}
