package io.sluice.schema.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schema.form.FormError;
import io.sluice.schema.token.Lifetimes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IssuePlatformTokenTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final IssuePlatformToken issueToken = new IssuePlatformToken(
            grant -> "signed " + grant.tokenId(),
            Clock.fixed(NOW.plusMillis(250), ZoneOffset.UTC),
            new Lifetimes(Duration.ofDays(30), Duration.ofDays(90)),
            new Lifetimes(Duration.ofDays(90), Duration.ofDays(365)));

    @Test
    void grantsTheUsualLifetimeOfTheRole() {
        var admin = issued(new PlatformTokenForm("Mei Lin", "admin", null, 42L));
        var service = issued(new PlatformTokenForm("pod", "sftp-server", null, null));

        assertThat(admin.grant())
                .isEqualTo(new PlatformGrant(
                        admin.grant().tokenId(),
                        "Mei Lin",
                        PlatformRole.ADMIN,
                        42,
                        NOW,
                        7,
                        NOW.plus(Duration.ofDays(30))));
        assertThat(admin.text()).isEqualTo("signed " + admin.grant().tokenId());
        assertThat(service.grant().role()).isEqualTo(PlatformRole.SFTP_SERVER);
        assertThat(service.grant().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(90)));
    }

    @Test
    void takesTheLongestLifetimeOfTheRole() {
        var latest = NOW.plus(Duration.ofDays(90));

        assertThat(issued(expiring(latest.getEpochSecond())).grant().expiresAt())
                .isEqualTo(latest);
        assertThat(refused(expiring(latest.getEpochSecond() + 1)))
                .containsExactly(new FormError(
                        "expires_at",
                        "is 1803038401, expected epoch seconds after now (1795262400) and not after 1803038400"));
    }

    @Test
    void refusesOtherRoles() {
        assertThat(refused(new PlatformTokenForm("x", "tenant", null, null)))
                .containsExactly(
                        new FormError(
                                "role",
                                "is \"tenant\", expected one of admin, sftp-server, validator-service, job-service, data-service"));
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThat(refused(new PlatformTokenForm(null, null, null, -1L)))
                .containsExactly(
                        new FormError("name", "is missing, expected who or what the token is for"),
                        new FormError(
                                "role",
                                "is missing, expected one of admin, sftp-server, validator-service, job-service, data-service"),
                        new FormError("uid", "is -1, expected a user id from 0 on"));
        assertThat(refused(new PlatformTokenForm("n\n".repeat(101), "admin", null, null)))
                .containsExactly(
                        new FormError("name", "has 202 characters, expected at most 200"),
                        new FormError("name", "has a control character, expected one line of text"));
    }

    private static PlatformTokenForm expiring(@Nullable Long epochSeconds) {
        return new PlatformTokenForm("Mei Lin", "admin", epochSeconds, null);
    }

    private PlatformTokenIssue.Issued issued(PlatformTokenForm form) {
        return (PlatformTokenIssue.Issued) issueToken.asAsked(form, 7);
    }

    private List<FormError> refused(PlatformTokenForm form) {
        return ((PlatformTokenIssue.Refused) issueToken.asAsked(form, 7)).errors();
    }
}
