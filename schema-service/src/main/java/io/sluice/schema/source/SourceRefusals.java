package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.schema.request.Refusals;
import io.sluice.web.problem.Problems;

/// The answers to registrations of sources that fail.
final class SourceRefusals {
    private SourceRefusals() {}

    /// @param failed not `Created`
    static RuntimeException of(AccountId account, SourceCreation failed) {
        return switch (failed) {
            case SourceCreation.Created created ->
                throw new IllegalArgumentException(
                        "source %s was created".formatted(created.source().sourceType()));
            case SourceCreation.Refused(var errors) -> Refusals.refused("The source", errors);
            case SourceCreation.Taken(var type) ->
                Problems.conflict("Account %s has the source %s already; change it by PATCH /v1/%s/sources/%s/schema."
                        .formatted(account, type, account, type));
            case SourceCreation.BatchSchemaTaken(var schema, var takenBy) ->
                Problems.conflict(
                        "Account %s takes records of the schema %s in its source %s already; choose another batch_schema."
                                .formatted(account, schema, takenBy));
            case SourceCreation.TooManyChanges(var type, var limit, var retryAfter) ->
                Refusals.tooManyChanges(type, limit, retryAfter);
            case SourceCreation.TooManySources(var limit) ->
                Problems.conflict(
                        "Account %s has %d sources, retired ones included, which is the limit. A retired source can be registered again: they are listed at /v1/%s/sources?retired=true."
                                .formatted(account, limit, account));
            case SourceCreation.UnknownAccount unknown -> Problems.noAccount(account);
        };
    }
}
