package io.sluice.schema.platform;

import io.sluice.schema.form.FormError;
import java.util.List;

/// How [IssuePlatformToken] ends.
sealed interface PlatformTokenIssue {
    /// A grant and its token.
    ///
    /// @param text the signed token, shown once
    record Issued(PlatformGrant grant, String text) implements PlatformTokenIssue {}

    /// The form is wrong.
    record Refused(List<FormError> errors) implements PlatformTokenIssue {}
}
