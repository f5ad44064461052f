package io.sluice.cli.doctor;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import io.sluice.cli.doctor.TenantLogIn.Result;
import io.sluice.contracts.login.LogInAttempt;
import io.sluice.contracts.login.LogInOutcome;
import io.sluice.contracts.login.RefusalReason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// An account can log in from here; says the address that the server saw, and what keeps it out.
///
/// @param access to read what the server saw; without it only the outcome is known
/// @param admin to read the allow-list
/// @param timeout until the server has logged the attempt
record LogInCheck(
        TenantLogIn logIn, Optional<ServiceAccess> access, Optional<Admin> admin, HttpCaller http, Duration timeout)
        implements Check {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /// The admin API.
    record Admin(URI schemaService, String token) {}

    @Override
    public Subject subject() {
        return new Subject("log-in", logIn.account());
    }

    @Override
    public String place() {
        return logIn.account() + "@" + logIn.server();
    }

    @Override
    public String ifSilent() {
        return "see that nothing between here and the SFTP server drops connections";
    }

    @Override
    public CheckOutcome run() throws InterruptedException {
        try {
            return access.isPresent() ? watched(access.get()) : unwatched(logIn.attempt());
        } catch (IOException unreadable) {
            return new CheckOutcome.Bad(
                    "the file of the password cannot be read: %s".formatted(Causes.of(unreadable)),
                    "a readable file",
                    "let --password-file name a file that holds the password in its first line");
        }
    }

    private CheckOutcome watched(ServiceAccess service) throws IOException, InterruptedException {
        try (var session = ServiceSession.open(service)) {
            var tail = new LogInTail(session);
            var result = logIn.attempt();
            if (result.localPort() == 0) {
                return unwatched(result);
            }
            var seen = tail.latest(logIn.account(), result.localPort());
            for (var end = System.nanoTime() + timeout.toNanos(); seen.isEmpty() && System.nanoTime() < end; ) {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                seen = tail.latest(logIn.account(), result.localPort());
            }
            return seen.isPresent() ? judge(seen.get()) : unreported(result);
        } catch (JSchException | SftpException unavailable) {
            return unwatched(logIn.attempt());
        }
    }

    private CheckOutcome judge(LogInAttempt seen) throws InterruptedException {
        var ranges = allowList();
        if (seen.outcome() == LogInOutcome.ACCEPTED) {
            return new CheckOutcome.Good("logged in; the server saw %s%s (%s)"
                    .formatted(
                            seen.address(),
                            ranges.map(list -> list.admitting(seen.address())
                                            .map(range -> ", which " + range + " admits")
                                            .orElse("; the allow-list has changed since: " + list))
                                    .orElse(""),
                            place()));
        }
        var reason = seen.reason().orElseThrow();
        var fact = "refused: %s; the server saw %s%s (%s)"
                .formatted(
                        word(reason),
                        seen.address(),
                        ranges.map(list -> ", the allow-list admits " + list).orElse(""),
                        place());
        return new CheckOutcome.Bad(fact, expectation(reason, seen, ranges), next(reason, seen));
    }

    private static String word(RefusalReason reason) {
        return reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static String expectation(RefusalReason reason, LogInAttempt seen, Optional<AllowList> ranges) {
        return reason == RefusalReason.ADDRESS_NOT_ALLOWED
                ? "a range that holds %s, e.g. %s%s"
                        .formatted(
                                seen.address(),
                                AllowList.rangeOf(seen.address()),
                                ranges.isPresent() ? "" : " (set sluice.admin-token to see the allow-list)")
                : "a log-in";
    }

    private String next(RefusalReason reason, LogInAttempt seen) {
        var account = "/v1/accounts/" + logIn.account();
        return switch (reason) {
            case ADDRESS_NOT_ALLOWED ->
                "if %s is the client: add %s to ip_allowlist with PATCH %s; if it is a node or a proxy: set"
                                .formatted(seen.address(), AllowList.rangeOf(seen.address()), account)
                        + " externalTrafficPolicy: Local";
            case UNKNOWN_ACCOUNT ->
                "see that the account exists (GET %s) and that the SFTP agent's log says accounts are applied"
                        .formatted(account);
            case SUSPENDED -> "make it active again with PATCH %s, if that is wanted".formatted(account);
            case WRONG_PASSWORD -> "give it a new password with POST %s/password".formatted(account);
            case NO_PASSWORD_SET ->
                "log in with the account's key (--key), or give it a password with POST %s/password".formatted(account);
            case UNKNOWN_KEY -> "add the public key with POST %s/ssh-keys".formatted(account);
            case TOO_MANY_ATTEMPTS -> "wait a minute, then try once with the right password or key";
        };
    }

    private CheckOutcome unreported(Result result) {
        return new CheckOutcome.Bad(
                "%s, but the server logs nothing about it within %d s (%s)"
                        .formatted(
                                result.refusal().map(said -> "refused: " + said).orElse("logged in"),
                                timeout.toSeconds(),
                                place()),
                "a line in /ledger/log-ins.log, with the address that the server saw",
                "see that the agent runs in the SFTP pod and that its volume has room");
    }

    private CheckOutcome unwatched(Result result) {
        var address = "; the address that the server saw is shown when sluice.sftp.* is set and lets the doctor in";
        if (result.refusal().isEmpty()) {
            return new CheckOutcome.Good("logged in%s (%s)".formatted(address, place()));
        }
        return result.localPort() == 0
                ? new CheckOutcome.Bad(
                        "no connection: %s (%s)".formatted(result.refusal().get(), place()),
                        "a connection",
                        "see that the SFTP server runs, and that --from is an address of this machine")
                : new CheckOutcome.Bad(
                        "refused: %s%s (%s)".formatted(result.refusal().get(), address, place()),
                        "a log-in",
                        "set sluice.sftp.* and run this again: then it says the address and the reason");
    }

    private Optional<AllowList> allowList() throws InterruptedException {
        if (admin.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    AllowList.ask(http, admin.get().schemaService(), admin.get().token(), logIn.account()));
        } catch (IOException unknown) {
            // The service's own check reports the reason; this one continues without the list.
            return Optional.empty();
        }
    }
}
