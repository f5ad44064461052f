package io.sluice.schema.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.web.answer.AnswerLimits;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.body.FairPermits;
import io.sluice.web.security.Roles;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.function.Function;

/// Answers with schema documents, which may have megabytes. Each is in memory until its reader has taken it,
/// so an account has few of them on their way.
@ApplicationScoped
public class LargeAnswers {
    private static final int IN_TOTAL = 16;
    private static final int PER_ACCOUNT = 4;

    private final FairAnswers answers;

    LargeAnswers(ObjectMapper json, Vertx vertx) {
        this.answers = new FairAnswers(
                "large answers", new FairPermits(IN_TOTAL, PER_ACCOUNT), AnswerLimits.OF_A_DOCUMENT, json, vertx);
    }

    /// Makes the answer to a request of its document. Services, which read at once, take no place of an
    /// account. It throws a problem, 429 or 503, while others are on their way.
    public Function<Object, Response> to(AccountId account, HttpServerRequest request, SecurityContext caller) {
        return caller.isUserInRole(Roles.TENANT) || caller.isUserInRole(Roles.ADMIN)
                ? document -> answers.answerMade(account, request, document)
                : document -> Response.ok(document).build();
    }
}
