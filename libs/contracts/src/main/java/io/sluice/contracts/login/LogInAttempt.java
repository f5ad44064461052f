package io.sluice.contracts.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.contracts.account.AccountId;
import java.time.Instant;
import java.util.Optional;

/// One line of `/ledger/log-ins.log`: somebody tried to log in as a tenant. Never holds a password or a key.
///
/// The file becomes `log-ins.log.1` when it is large, so lines of a flood push older ones out. A line may
/// stand twice after its writer was killed.
///
/// @param accountId who the client claimed to be; empty when that is no account id at all
/// @param address of the client as the server saw it
/// @param port of the client as the server saw it
/// @param reason of a refusal, and of nothing else
public record LogInAttempt(
        Instant at,
        @JsonProperty("accuid") Optional<AccountId> accountId,
        String address,
        int port,
        LogInMethod method,
        LogInOutcome outcome,
        Optional<RefusalReason> reason) {

    public LogInAttempt {
        if (reason.isPresent() != (outcome == LogInOutcome.REFUSED)) {
            throw new IllegalArgumentException(
                    "expected a reason of a refusal and of nothing else but got %s with %s".formatted(outcome, reason));
        }
    }

    public static LogInAttempt accepted(
            Instant at, Optional<AccountId> accountId, String address, int port, LogInMethod method) {
        return new LogInAttempt(at, accountId, address, port, method, LogInOutcome.ACCEPTED, Optional.empty());
    }

    public static LogInAttempt refused(
            Instant at,
            Optional<AccountId> accountId,
            String address,
            int port,
            LogInMethod method,
            RefusalReason reason) {
        return new LogInAttempt(at, accountId, address, port, method, LogInOutcome.REFUSED, Optional.of(reason));
    }
}
