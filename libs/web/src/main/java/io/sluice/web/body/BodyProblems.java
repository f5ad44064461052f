package io.sluice.web.body;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.contracts.account.AccountId;
import io.sluice.web.body.FairPermits.Permit;
import io.sluice.web.problem.Problems;
import java.time.Duration;

/// Answers bodies that are not received.
public final class BodyProblems {
    public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private BodyProblems() {}

    public static HttpProblem tooSlow(BodyLimits limits) {
        return Problems.requestTimeout("The body did not arrive in time: it may pause for %d s and take %d s in total."
                .formatted(limits.idle().toSeconds(), limits.total().toSeconds()));
    }

    public static HttpProblem brokenOff() {
        return Problems.badRequest("The body broke off before its end.");
    }

    /// The account has too many of them.
    ///
    /// @param what in the plural, `dry runs`
    public static HttpProblem busy(AccountId account, String what, Permit.AccountBusy busy) {
        return Problems.tooManyRequests(
                "Account %s already has %d %s going on, which is the limit. Try again in %d s."
                        .formatted(account, busy.limit(), what, RETRY_AFTER.toSeconds()),
                RETRY_AFTER);
    }

    /// All accounts together have too many of them.
    ///
    /// @param what in the plural, `dry runs`
    public static HttpProblem busy(String what, Permit.ServiceBusy busy) {
        return Problems.unavailable(
                "%d %s are going on, which is the limit. Try again in %d s."
                        .formatted(busy.limit(), what, RETRY_AFTER.toSeconds()),
                RETRY_AFTER);
    }
}
