package io.sluice.engine.schema;

import org.jspecify.annotations.Nullable;

/// An acceptance as the tenant writes it, unchecked.
///
/// @param mode `whole` (also if null) or `partial`
/// @param maxInvalidPercent 0 to 100, inclusive; only with `partial`
public record AcceptanceDeclaration(
        @Nullable String mode, @Nullable Double maxInvalidPercent) {}
