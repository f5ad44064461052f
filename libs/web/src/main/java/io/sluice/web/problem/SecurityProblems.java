package io.sluice.web.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jspecify.annotations.Nullable;

/// Answers requests without a token, with a bad one, or with one whose role does not suffice.
public class SecurityProblems {
    @ServerExceptionMapper(priority = HttpProblems.FIRST)
    public Response noToken(UnauthorizedException missing, ContainerRequestContext request) {
        return HttpProblems.answer(
                request,
                Problems.unauthorized("%s %s needs a token: send the header \"Authorization: Bearer <token>\"."
                        .formatted(request.getMethod(), HttpProblems.path(request))));
    }

    @ServerExceptionMapper(priority = HttpProblems.FIRST)
    public Response badToken(AuthenticationFailedException refused, ContainerRequestContext request) {
        return HttpProblems.answer(request, Problems.unauthorized(reason(refused)));
    }

    @ServerExceptionMapper(priority = HttpProblems.FIRST)
    public Response wrongRole(ForbiddenException refused, ContainerRequestContext request) {
        return HttpProblems.answer(
                request,
                Problems.forbidden("The role of the token does not allow %s %s."
                        .formatted(request.getMethod(), HttpProblems.path(request))));
    }

    private static String reason(Throwable refused) {
        for (@Nullable Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid) {
                return reason(invalid);
            }
            if (cause instanceof MalformedClaimException malformed) {
                return String.valueOf(malformed.getMessage());
            }
            if (cause instanceof MalformedCredentialsException malformed) {
                return String.valueOf(malformed.getMessage());
            }
        }
        return "The token is not accepted: expected a signed JWT of this platform.";
    }

    private static String reason(InvalidJwtException invalid) {
        if (invalid.hasErrorCode(ErrorCodes.EXPIRED)) {
            return "The token has expired. Ask the platform team for a new one.";
        }
        if (invalid.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
            return "The token's signature does not verify: it was not issued by this platform.";
        }
        if (invalid.hasErrorCode(ErrorCodes.ISSUER_INVALID)) {
            return "The token's issuer (claim iss) is not the one this platform trusts.";
        }
        if (invalid.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || invalid.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return "The token is for another audience (claim aud), expected the one of this platform.";
        }
        return "The token is not accepted: expected a signed JWT of this platform.";
    }
}
