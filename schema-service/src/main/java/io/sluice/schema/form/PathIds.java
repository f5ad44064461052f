package io.sluice.schema.form;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.web.problem.Problems;

/// Reads the ids in paths; what cannot be an id names nothing that exists.
public final class PathIds {
    private PathIds() {}

    /// The account's id.
    ///
    /// @throws HttpProblem 404
    public static AccountId account(String text) {
        return AccountId.of(text).orElseThrow(() -> noAccount(text));
    }

    /// The source's type.
    ///
    /// @throws HttpProblem 404
    public static SourceType source(AccountId account, String text) {
        return SourceType.of(text).orElseThrow(() -> noSource(account, text));
    }

    /// An id that is stored as it comes; PostgreSQL takes no NUL.
    ///
    /// @throws HttpProblem 404 for text with control characters, which names nothing
    public static String printable(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw Problems.notFound("There is nothing of the name \"%s\".".formatted(text));
        }
        return text;
    }

    public static HttpProblem noAccount(Object id) {
        return Problems.noAccount(id);
    }

    public static HttpProblem noSource(AccountId account, Object type) {
        return Problems.noSource(account, type);
    }
}
