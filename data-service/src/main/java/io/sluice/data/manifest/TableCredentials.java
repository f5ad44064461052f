package io.sluice.data.manifest;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataKeys;
import io.sluice.web.address.AddressSigner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The credentials with which a client of the catalogue reads the files of one table, for an hour. They are
/// those of an S3 session, because that is what engines know, and are for `/iceberg/files`, which answers
/// those requests of the S3 protocol that a reader makes.
///
/// The session token is the credential, as a bearer token is. It covers the keys of one table. The signature
/// of each request is not checked: its key says nothing that the token does not. Thread-safe.
public final class TableCredentials {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String PURPOSE = "table-files";
    private static final String DOOR = "/iceberg/files";
    /// Clients want one, and nobody reads it.
    private static final String REGION = "us-east-1";
    private static final Pattern TOKEN = Pattern.compile("exp=([0-9]{1,18})&kid=([^&]{1,100})&sig=([^&]{1,100})");

    private final String endpoint;
    private final AddressSigner signer;
    private final Clock clock;

    /// @param publicUrl with or without a `/` at its end
    TableCredentials(String publicUrl, AddressSigner signer, Clock clock) {
        this.endpoint = publicUrl.replaceFirst("/+$", "") + DOOR;
        this.signer = signer;
        this.clock = clock;
    }

    /// Fresh ones, under the names that clients of Iceberg give to them.
    public Map<String, String> of(AccountId account, SourceType source) {
        var expiry = clock.instant().plus(LIFETIME);
        var token = signer.sign(facts(account, source), expiry);
        return Map.of(
                "s3.endpoint",
                endpoint,
                "s3.path-style-access",
                "true",
                "s3.access-key-id",
                "sluice",
                "s3.secret-access-key",
                "the-session-token-is-the-credential",
                "s3.session-token",
                Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.US_ASCII)),
                "s3.session-token-expires-at-ms",
                Long.toString(expiry.toEpochMilli()),
                "s3.region",
                REGION,
                "client.region",
                REGION);
    }

    AddressSigner.Check check(AccountId account, SourceType source, String sessionToken) {
        var token = TOKEN.matcher(decoded(sessionToken));
        return token.matches()
                ? signer.check(facts(account, source), token.group(1), token.group(2), token.group(3))
                : AddressSigner.Check.FORGED;
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }

    private static List<String> facts(AccountId account, SourceType source) {
        return List.of(PURPOSE, DataKeys.ofSource(account, source));
    }
}
