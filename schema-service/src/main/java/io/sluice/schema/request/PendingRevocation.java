package io.sluice.schema.request;

import org.jboss.resteasy.reactive.RestResponse;

/// The answer to a revocation that is stored but not published: services other than schema-service let the
/// token in until Kafka answers again, and for a minute at most.
public record PendingRevocation(String tokenId, String state, String detail) {
    private static final String DETAIL =
            "The token is revoked here, but Kafka does not answer, so the other services do not know it yet. They let no"
                    + " token in once they have heard nothing for a minute. Nothing is left to do; repeat the request to ask"
                    + " whether they know.";

    /// 204 when the revocation is published, else 202.
    public static RestResponse<PendingRevocation> answer(String tokenId, boolean published) {
        return published
                ? RestResponse.noContent()
                : RestResponse.status(RestResponse.Status.ACCEPTED, new PendingRevocation(tokenId, "pending", DETAIL));
    }
}
