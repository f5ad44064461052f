package io.sluice.contracts.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Optional;

/// What an SFTP server needs to know of an account, in the answer of `GET /internal/sftp-accounts`.
///
/// Values are unchecked texts: the reader leaves out an entry that it does not understand, and only that
/// entry. An absent key reads as an empty value.
///
/// @param state `active` or `suspended`; the reader takes every other value for suspended
/// @param passwordHash crypt(3), `$6$…`
/// @param sshPublicKeys lines of the form `ssh-ed25519 AAAA… comment`
/// @param ipAllowlist CIDR blocks from which the account may log in; empty admits nobody
/// @param sourceTypes of the sources that take files
/// @param terms what the account's `README.txt` says besides; empty in records of earlier releases
public record SftpAccountDocument(
        @JsonProperty("accuid") @JsonSetter(nulls = Nulls.AS_EMPTY)
        String accountId,

        @JsonSetter(nulls = Nulls.AS_EMPTY) String state,

        Optional<String> passwordHash,

        @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.SKIP)
        List<String> sshPublicKeys,

        @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.SKIP)
        List<String> ipAllowlist,

        @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.SKIP)
        List<String> sourceTypes,

        Optional<Terms> terms) {

    public SftpAccountDocument {
        sshPublicKeys = List.copyOf(sshPublicKeys);
        ipAllowlist = List.copyOf(ipAllowlist);
        sourceTypes = List.copyOf(sourceTypes);
    }

    /// What the account's user reads in its `README.txt`.
    ///
    /// @param locale a BCP 47 tag
    /// @param timeZone in which the account's day begins
    public record Terms(
            @JsonSetter(nulls = Nulls.AS_EMPTY) String locale,
            @JsonSetter(nulls = Nulls.AS_EMPTY) String timeZone,
            @JsonSetter(nulls = Nulls.AS_EMPTY) long workspaceLimitBytes,
            @JsonSetter(nulls = Nulls.AS_EMPTY) long dailyUploadLimitBytes) {}
}
