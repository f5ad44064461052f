package io.sluice.schema.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// How an account's user reaches the SFTP server.
///
/// @param password only in the answer that makes it
@JsonInclude(JsonInclude.Include.NON_NULL)
record SftpLogin(
        String host, int port, String username, @Nullable String password) {}
