package io.sluice.schema.account;

import io.sluice.schema.form.FormError;
import java.util.List;

/// How a change of an account's settings or state ends.
sealed interface AccountChange {
    /// The account after the change; equal to the one before when there was nothing to change.
    record Changed(Account account) implements AccountChange {}

    /// The form is wrong.
    record Refused(List<FormError> errors) implements AccountChange {}

    /// There is no such account.
    record Unknown() implements AccountChange {}
}
