package io.sluice.schema.platform;

import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/admin/tokens`.
///
/// @param name who or what the token is for
/// @param role `admin`, `sftp-server`, `validator-service`, `job-service` or `data-service`
/// @param expiresAt epoch seconds; optional
/// @param uid the numeric user id that changes made with the token will show; optional
record PlatformTokenForm(
        @Nullable String name,
        @Nullable String role,
        @Nullable Long expiresAt,
        @Nullable Long uid) {}
