package io.sluice.schema.token;

import io.sluice.contracts.account.AccountId;
import io.sluice.schema.form.FormErrors;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decides what a new token grants, and signs it.
public final class IssueToken {
    private static final int MAX_DESCRIPTION = 200;
    private static final List<TokenScope> USUAL = List.of(TokenScope.READ, TokenScope.WRITE);

    private final TokenSigner signer;
    private final Clock clock;
    private final Lifetimes lifetimes;

    IssueToken(TokenSigner signer, Clock clock, Lifetimes lifetimes) {
        this.signer = signer;
        this.clock = clock;
        this.lifetimes = lifetimes;
    }

    /// The token that a new account gets.
    public TokenIssue.Issued first(AccountId account, long issuedBy) {
        var now = now();
        return signed(grant(account, "issued with the account", USUAL, 0, now, issuedBy, now.plus(lifetimes.usual())));
    }

    /// The token that an admin asks for.
    TokenIssue asAsked(AccountId account, TokenForm form, long issuedBy) {
        var errors = new FormErrors();
        var now = now();
        var description = description(form.description(), errors);
        var scopes = scopes(form.scopes(), errors);
        var expiry = lifetimes.expiry(form.expiresAt(), now, errors);
        var user = form.uid() == null ? 0 : form.uid();
        if (user < 0) {
            errors.add("uid", "is %d, expected a user id from 0 on".formatted(user));
        }
        return errors.isEmpty()
                ? signed(grant(account, description, scopes, user, now, issuedBy, expiry))
                : new TokenIssue.Refused(errors.all());
    }

    private TokenIssue.Issued signed(TokenGrant grant) {
        return new TokenIssue.Issued(grant, signer.sign(grant));
    }

    private static TokenGrant grant(
            AccountId account,
            String description,
            List<TokenScope> scopes,
            long user,
            Instant now,
            long issuedBy,
            Instant expiry) {
        return new TokenGrant(UUID.randomUUID().toString(), account, description, scopes, user, now, issuedBy, expiry);
    }

    /// Claims count in whole seconds.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String description(@Nullable String text, FormErrors errors) {
        if (text != null && text.length() > MAX_DESCRIPTION) {
            errors.add(
                    "description", "has %d characters, expected at most %d".formatted(text.length(), MAX_DESCRIPTION));
        }
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            errors.add("description", "has a control character, expected one line of text");
        }
        return text == null ? "" : text;
    }

    private static List<TokenScope> scopes(@Nullable List<@Nullable String> labels, FormErrors errors) {
        if (labels == null) {
            return USUAL;
        }
        var scopes = new LinkedHashSet<TokenScope>();
        for (int i = 0; i < labels.size(); i++) {
            switch (labels.get(i)) {
                case "read" -> scopes.add(TokenScope.READ);
                case "write" -> scopes.add(TokenScope.WRITE);
                case "data" -> scopes.add(TokenScope.DATA);
                case null, default ->
                    errors.add(
                            "scopes[%d]".formatted(i),
                            "is \"%s\", expected read, write or data".formatted(labels.get(i)));
            }
        }
        if (labels.isEmpty()) {
            errors.add("scopes", "is empty, expected read, write or data");
        }
        return List.copyOf(scopes);
    }
}
