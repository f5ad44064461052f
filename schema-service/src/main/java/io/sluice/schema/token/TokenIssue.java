package io.sluice.schema.token;

import io.sluice.schema.form.FormError;
import java.util.List;

/// How [IssueToken] ends.
public sealed interface TokenIssue {
    /// A grant and its token.
    ///
    /// @param text the signed token, shown once
    record Issued(TokenGrant grant, String text) implements TokenIssue {}

    /// The form is wrong.
    record Refused(List<FormError> errors) implements TokenIssue {}
}
