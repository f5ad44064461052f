package io.sluice.devstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.Terminal;
import io.sluice.devstack.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A part of the tenant's day: a batch of three records over HTTP, one of them with a mistake.
final class DemoBatch {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String BAD_REF = "ace73c06-b361-11ed-afa1-0242ac120003";
    private static final List<String> LINES = List.of(
            record("ace73c06-b361-11ed-afa1-0242ac120002", "insert", "customer", "1"),
            record(BAD_REF, "insert", "customr", "2"),
            record("ace73c06-b361-11ed-afa1-0242ac120004", "upsert", "visitor", "3"));

    private final Stack stack;
    private final DemoAccount account;
    private final Terminal terminal;
    private final Checks checks;

    DemoBatch(Stack stack, DemoAccount account, Terminal terminal, Checks checks) {
        this.stack = stack;
        this.account = account;
        this.terminal = terminal;
        this.checks = checks;
    }

    void run() {
        terminal.heading("5  A batch over HTTP: three records, one with a mistake");
        terminal.quote(String.join("\n", LINES));
        var client = account.batches(stack);
        byte[] file = BatchClient.file(LINES);
        var uuid = UUID.randomUUID();
        terminal.line("PUT /v2/batches/%s with the MD5 and the size of the gzip file (%d bytes):"
                .formatted(uuid, file.length));
        var allocated = client.allocate(uuid, file);
        terminal.quote(Api.pretty(allocated.json()));
        checks.equal("the batch is allocated", 201, allocated.status());
        checks.equal(
                "the same request again is answered 200",
                200,
                client.allocate(uuid, file).status());
        checks.equal(
                "the file is taken at its address, without any other credential",
                200,
                client.upload(allocated, file).status());
        JsonNode batch = client.awaitEnd(uuid, LIMIT);
        terminal.line("GET /v2/batches/%s:".formatted(uuid));
        terminal.quote(Api.pretty(batch));
        checks.equal(
                "its state is error, because a record failed",
                "error",
                batch.at("/status/code").asText());
        checks.equal(
                "the counts add up: 2 of 3 records were imported",
                List.of(3, 2, 1),
                List.of(
                        batch.at("/summaryStats/totalCount").asInt(),
                        batch.at("/summaryStats/succeededCount").asInt(),
                        batch.at("/summaryStats/failedCount").asInt()));
        showLog(client, batch);
        readBack(uuid);
    }

    private void showLog(BatchClient client, JsonNode batch) {
        List<JsonNode> log = client.log(batch);
        terminal.line("its log, a gzip file of JSON lines:");
        log.forEach(line -> terminal.quote(line.toString()));
        checks.that(
                "the log has one line: the record, its line, the field, code 400 and the rule",
                log.size() == 1
                        && log.getFirst().path("ref").asText().equals(BAD_REF)
                        && log.getFirst().path("line").asInt() == 2
                        && log.getFirst().path("column").asText().equals("guestType")
                        && log.getFirst().path("code").asText().equals("400")
                        && log.getFirst().path("rule").asText().equals("enum"));
    }

    private void readBack(UUID uuid) {
        var api = new Api(stack.url(), account.apiToken());
        String path = "/v1/%s/sources/%s/entities/".formatted(account.accountId(), BatchSources.GUESTS);
        var entity = Until.seen(
                "the entity",
                LIMIT,
                () -> Optional.of(api.get(path + "crm:1")).filter(answer -> answer.status() != 503));
        terminal.line("GET …/entities/crm:1:");
        terminal.quote(Api.pretty(entity.json()));
        checks.that(
                "the entity has the value that was sent, and names its batch and line",
                entity.json().at("/value/guestType").asText().equals("customer")
                        && entity.json().path("batch").asText().equals(uuid.toString())
                        && entity.json().path("line").asInt() == 1);
        checks.equal(
                "the record with the mistake made no entity",
                404,
                api.get(path + "crm:2").status());
    }

    private static String record(String ref, String mode, String guestType, String id) {
        return """
                {"ref":"%s","schema":"guest","mode":"%s","value":{"guestType":"%s","identifiers":[{"provider":"crm","id":"%s"}]}}""".formatted(ref, mode, guestType, id);
    }
}
