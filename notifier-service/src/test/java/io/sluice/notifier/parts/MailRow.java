package io.sluice.notifier.parts;

import io.sluice.contracts.file.JobId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The row of a job's mail in the table `mail`.
public record MailRow(String state, String reason, List<String> recipients, List<String> leftOut) {

    public static Optional<MailRow> of(JobId job, Pool pool) {
        var rows = pool.preparedQuery(
                        "select state, coalesce(reason, '') as reason, recipients, left_out from mail where job_id = $1")
                .execute(Tuple.of(job.value()))
                .await()
                .atMost(Duration.ofSeconds(20));
        return StreamSupport.stream(rows.spliterator(), false)
                .findFirst()
                .map(row -> new MailRow(
                        row.getString("state"),
                        row.getString("reason"),
                        List.of(row.getArrayOfStrings("recipients")),
                        List.of(row.getArrayOfStrings("left_out"))));
    }
}
