package io.sluice.schema.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST …/tokens`; every key is optional.
///
/// @param scopes `read`, `write`, `data`; the first two when left out
/// @param expiresAt epoch seconds
/// @param uid the numeric user id that changes made with the token will show
record TokenForm(
        @Nullable String description,
        @Nullable List<@Nullable String> scopes,
        @Nullable Long expiresAt,
        @Nullable Long uid) {}
