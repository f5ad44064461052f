package io.sluice.schema.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.schema.form.FormError;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssueTokenTest {
    private static final AccountId ACME = new AccountId("acme");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final IssueToken issueToken = TokenIssuers.at(Clock.fixed(NOW.plusMillis(250), ZoneOffset.UTC));

    @Test
    void grantsFirstTokenReadAndWrite() {
        var grant = issueToken.first(ACME, 7).grant();

        assertThat(grant)
                .isEqualTo(new TokenGrant(
                        grant.tokenId(),
                        ACME,
                        "issued with the account",
                        List.of(TokenScope.READ, TokenScope.WRITE),
                        0,
                        NOW,
                        7,
                        NOW.plus(TokenIssuers.LIFETIME)));
    }

    @Test
    void grantsBothScopesForTheUsualLifetimeWhenNothingIsAsked() {
        var grant = issued(new TokenForm(null, null, null, null));

        assertThat(grant)
                .isEqualTo(new TokenGrant(
                        grant.tokenId(),
                        ACME,
                        "",
                        List.of(TokenScope.READ, TokenScope.WRITE),
                        0,
                        NOW,
                        7,
                        NOW.plus(TokenIssuers.LIFETIME)));
    }

    @Test
    void grantsWhatIsAsked() {
        var expiry = NOW.plusSeconds(60);

        var grant = issued(new TokenForm("nightly job", List.of("read", "read"), expiry.getEpochSecond(), 42L));

        assertThat(grant)
                .isEqualTo(new TokenGrant(
                        grant.tokenId(), ACME, "nightly job", List.of(TokenScope.READ), 42, NOW, 7, expiry));
    }

    @Test
    void signsTheGrantOfEachTokenWithAnIdOfItsOwn() {
        var one = issueToken.first(ACME, 7);
        var other = issueToken.first(ACME, 7);

        assertThat(one.text()).isEqualTo("signed " + one.grant().tokenId());
        assertThat(one.grant().tokenId()).isNotEqualTo(other.grant().tokenId());
    }

    @Test
    void takesTheLongestLifetime() {
        var latest = NOW.plus(TokenIssuers.MAX_LIFETIME);

        assertThat(issued(expiring(latest.getEpochSecond())).expiresAt()).isEqualTo(latest);
    }

    @Test
    void refusesExpiryThatIsNotAhead() {
        assertThat(refused(expiring(NOW.getEpochSecond())))
                .containsExactly(new FormError(
                        "expires_at",
                        "is 1795262400, expected epoch seconds after now (1795262400) and not after 1803902400"));
    }

    @Test
    void refusesExpiryBeyondTheLongestLifetime() {
        assertThat(refused(expiring(1_803_902_401L)))
                .containsExactly(new FormError(
                        "expires_at",
                        "is 1803902401, expected epoch seconds after now (1795262400) and not after 1803902400"));
    }

    @Test
    void refusesExpiryBeyondTime() {
        assertThat(refused(expiring(Long.MAX_VALUE)))
                .containsExactly(new FormError("expires_at", "9223372036854775807 is no time"));
    }

    @Test
    void grantsDataSetsAlone() {
        assertThat(issued(new TokenForm(null, List.of("data"), null, null)).scopes())
                .containsExactly(TokenScope.DATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "READ", ""})
    void refusesOtherScopes(String scope) {
        assertThat(refused(new TokenForm(null, List.of("read", scope), null, null)))
                .containsExactly(
                        new FormError("scopes[1]", "is \"%s\", expected read, write or data".formatted(scope)));
    }

    @Test
    void refusesScopesThatAreNull() {
        assertThat(refused(new TokenForm(null, Arrays.asList((String) null), null, null)))
                .containsExactly(new FormError("scopes[0]", "is \"null\", expected read, write or data"));
    }

    @Test
    void refusesTokenWithoutScope() {
        assertThat(refused(new TokenForm(null, List.of(), null, null)))
                .containsExactly(new FormError("scopes", "is empty, expected read, write or data"));
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThat(refused(new TokenForm("d\n".repeat(101), null, null, -1L)))
                .containsExactly(
                        new FormError("description", "has 202 characters, expected at most 200"),
                        new FormError("description", "has a control character, expected one line of text"),
                        new FormError("uid", "is -1, expected a user id from 0 on"));
    }

    private static TokenForm expiring(@Nullable Long epochSeconds) {
        return new TokenForm(null, null, epochSeconds, null);
    }

    private TokenGrant issued(TokenForm form) {
        return ((TokenIssue.Issued) issueToken.asAsked(ACME, form, 7)).grant();
    }

    private List<FormError> refused(TokenForm form) {
        return ((TokenIssue.Refused) issueToken.asAsked(ACME, form, 7)).errors();
    }
}
