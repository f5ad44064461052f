package io.sluice.devstack.demo;

import java.time.Duration;
import java.util.Optional;

/// The sources of data model 2.1, which take the records of batches.
public final class BatchSources {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /// The source of guests, whom the records call `guest`.
    public static final String GUESTS = "batch_guest";

    private BatchSources() {}

    /// Makes those that the account does not have yet.
    public static void ensure(Api admin, String accountId) {
        var made = Until.seen(
                "the sources of data model 2.1",
                LIMIT,
                () -> Optional.of(admin.post("/v1/%s/source-templates/sitecore-2.1".formatted(accountId), ""))
                        .filter(answer -> answer.status() != 503));
        // 200: all were there.
        made.expect(made.status() == 200 ? 200 : 201);
    }
}
