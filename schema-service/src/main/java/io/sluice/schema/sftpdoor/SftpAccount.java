package io.sluice.schema.sftpdoor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an SFTP server must know of an account.
///
/// @param state `active` or `suspended`
/// @param passwordHash crypt(3), `$6$…`
/// @param sourceTypes of the sources that take files
record SftpAccount(
        @JsonProperty("accuid") String accountId,
        String state,
        @Nullable String passwordHash,
        List<String> sshPublicKeys,
        List<String> ipAllowlist,
        List<String> sourceTypes) {}
