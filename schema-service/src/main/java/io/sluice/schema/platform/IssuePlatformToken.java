package io.sluice.schema.platform;

import io.sluice.schema.form.FormErrors;
import io.sluice.schema.token.Lifetimes;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides what a new token of an administrator or a service says, and signs it.
final class IssuePlatformToken {
    private static final int MAX_NAME = 200;
    private static final String ROLES =
            Arrays.stream(PlatformRole.values()).map(PlatformRole::label).collect(Collectors.joining(", "));

    private final PlatformTokenSigner signer;
    private final Clock clock;
    private final Lifetimes ofAdmins;
    private final Lifetimes ofServices;

    IssuePlatformToken(PlatformTokenSigner signer, Clock clock, Lifetimes ofAdmins, Lifetimes ofServices) {
        this.signer = signer;
        this.clock = clock;
        this.ofAdmins = ofAdmins;
        this.ofServices = ofServices;
    }

    PlatformTokenIssue asAsked(PlatformTokenForm form, long issuedBy) {
        var errors = new FormErrors();
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var name = name(form.name(), errors);
        var role = role(form.role(), errors);
        var expiry = role.map(known -> lifetimes(known).expiry(form.expiresAt(), now, errors));
        var user = form.uid() == null ? 0 : form.uid();
        if (user < 0) {
            errors.add("uid", "is %d, expected a user id from 0 on".formatted(user));
        }
        if (!errors.isEmpty() || role.isEmpty() || expiry.isEmpty()) {
            return new PlatformTokenIssue.Refused(errors.all());
        }
        var grant =
                new PlatformGrant(UUID.randomUUID().toString(), name, role.get(), user, now, issuedBy, expiry.get());
        return new PlatformTokenIssue.Issued(grant, signer.sign(grant));
    }

    private static String name(@Nullable String text, FormErrors errors) {
        if (text == null || text.isBlank()) {
            errors.add("name", "is missing, expected who or what the token is for");
            return "";
        }
        if (text.length() > MAX_NAME) {
            errors.add("name", "has %d characters, expected at most %d".formatted(text.length(), MAX_NAME));
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            errors.add("name", "has a control character, expected one line of text");
        }
        return text;
    }

    private static Optional<PlatformRole> role(@Nullable String text, FormErrors errors) {
        if (text == null) {
            errors.add("role", "is missing, expected one of %s".formatted(ROLES));
            return Optional.empty();
        }
        var role = PlatformRole.ofLabel(text);
        if (role.isEmpty()) {
            errors.add("role", "is \"%s\", expected one of %s".formatted(text, ROLES));
        }
        return role;
    }

    private Lifetimes lifetimes(PlatformRole role) {
        return role == PlatformRole.ADMIN ? ofAdmins : ofServices;
    }
}
