package io.sluice.schema.request;

import org.jboss.resteasy.reactive.RestResponse;

/// The answer to a revocation that is stored but not published: services other than schema-service let the
/// token in until Kafka takes it; for a minute at most if they do not reach Kafka either.
public record PendingRevocation(String tokenId, String state, String detail) {
    private static final String DETAIL =
            "The token is revoked here, but Kafka has not taken the news, so the other services may let the token in until"
                    + " it does. The news is sent again every second. Repeat the request until it answers 204.";

    /// 204 when the revocation is published, else 202.
    public static RestResponse<PendingRevocation> answer(String tokenId, boolean published) {
        return published
                ? RestResponse.noContent()
                : RestResponse.status(RestResponse.Status.ACCEPTED, new PendingRevocation(tokenId, "pending", DETAIL));
    }
}
