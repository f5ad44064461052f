package io.sluice.schema.account;

import io.sluice.contracts.account.AccountId;
import io.sluice.schema.form.FormError;
import java.util.List;

/// How [CreateAccount] ends.
sealed interface AccountCreation {
    /// The account and its secrets, which are shown this once.
    record Created(Account account, String password, String apiToken, String clientKey) implements AccountCreation {}

    /// The form is wrong.
    record Refused(List<FormError> errors) implements AccountCreation {}

    /// An account has the id already.
    record Taken(AccountId accountId) implements AccountCreation {}

    /// An account had the id before its erasure; nobody gets the id again.
    record Erased(AccountId accountId) implements AccountCreation {}
}
