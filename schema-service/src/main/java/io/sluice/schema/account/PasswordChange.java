package io.sluice.schema.account;

import io.sluice.schema.form.FormError;
import java.util.List;

/// How the change of a password ends.
sealed interface PasswordChange {
    /// The new password, which is shown this once.
    record Changed(String password) implements PasswordChange {}

    /// The given password is wrong.
    record Refused(List<FormError> errors) implements PasswordChange {}

    /// There is no such account.
    record Unknown() implements PasswordChange {}
}
