package io.sluice.devstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.Terminal;
import io.sluice.devstack.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A tenant's day: a good file, a bad one, a misplaced one, the correction, a batch over HTTP, the data that
/// came of it. Shows every answer and compares it with the spec.
public final class Demo {

    private static final String ORDER = "order";
    private static final String GOOD = "20200125_order.csv";
    private static final String BAD = "20200126_order.csv";
    private static final String MISPLACED = "20200127_member.csv";
    private static final String SECRET_CELL = "call the shop";
    private static final String BAD_SENTENCE =
            "Invalid data type in column [cust_phone_no] at line 3; 7 errors in 9 rows";
    private static final List<String> BAD_TOTALS = List.of(
            "constraint-error (minimum) quantity 1",
            "constraint-error (required) quantity 1",
            "missing-cell cust_phone_no 1",
            "stray-quote product_name 1",
            "type-error currency 1",
            "type-error cust_phone_no 1",
            "type-error order_date 1");

    private final Stack stack;
    private final DemoAccount account;
    private final Terminal terminal;
    private final Checks checks;

    public Demo(Stack stack, DemoAccount account, Terminal terminal) {
        this.stack = stack;
        this.account = account;
        this.terminal = terminal;
        this.checks = new Checks(terminal);
    }

    /// Plays the day; true if every answer is as the spec says.
    public boolean run() {
        try (Tenant tenant = Tenant.of(stack, account)) {
            terminal.heading("The account's directory, as it sees it over SFTP");
            terminal.quote(tenant.sftp().tree("/sources"));
            takeGoodFile(tenant);
            String failed = refuseBadFile(tenant);
            ignoreMisplacedFile(tenant);
            takeCorrection(tenant, failed);
            new DemoBatch(stack, account, terminal, checks).run();
            new DemoData(stack, account, tenant, terminal, checks).run();
        } catch (IllegalStateException failure) {
            checks.that(String.valueOf(failure.getMessage()), false);
        }
        terminal.heading(
                checks.broken() == 0 ? "Everything is as the spec says" : "Not everything is as the spec says");
        terminal.line(checks.held() + " of " + (checks.held() + checks.broken()) + " promises held");
        if (checks.broken() > 0) {
            terminal.line("with --data-dir DIR the logs stay in DIR/logs");
        }
        return checks.broken() == 0;
    }

    private void takeGoodFile(Tenant tenant) {
        terminal.heading("1  A good file: " + GOOD);
        byte[] content = Samples.file(GOOD);
        JsonNode job = upload(tenant, GOOD, content);
        checks.equal("status is success", "success", job.path("status").asText());
        checks.equal("24 rows were read", 24, job.path("rows").asInt());
        checks.that(
                "job_id is 32 lower-case hex digits",
                job.path("job_id").asText().matches("[0-9a-f]{32}"));
        checks.that(
                "source_type, source_name, file_name and process_time are there",
                job.path("source_type").asText().equals(ORDER)
                        && job.path("source_name").asText().equals("Order")
                        && job.path("file_name").asText().equals(GOOD)
                        && job.path("process_time").isIntegralNumber());
        Optional<String> place = place(tenant, "processed", GOOD, job);
        checks.that("the file is in processed/order", place.isPresent());
        place.ifPresent(name -> checks.equal(
                "its bytes are unchanged",
                new String(content, StandardCharsets.UTF_8),
                tenant.sftp().get("/processed/order/" + name)));
        checks.that(
                "it left sources/order", !tenant.sftp().list("/sources/order").contains(GOOD));
    }

    /// Returns the job's id.
    private String refuseBadFile(Tenant tenant) {
        terminal.heading("2  A file with seven mistakes of six kinds: " + BAD);
        JsonNode job = upload(tenant, BAD, Samples.file(BAD));
        String id = job.path("job_id").asText();
        checks.equal("status is failed", "failed", job.path("status").asText());
        checks.equal(
                "error_msg is the first mistake and the count",
                BAD_SENTENCE,
                job.path("error_msg").asText());

        JsonNode report = tenant.api()
                .get(tenant.path("/jobs/" + id + "/errors"))
                .expect(200)
                .json();
        terminal.line("its report as JSON, the totals:");
        terminal.quote(Api.pretty(report.path("totals")));
        checks.equal("totals count every kind of mistake", BAD_TOTALS, totals(report));
        checks.equal("all 7 mistakes are listed", 7, report.path("errors").size());

        String csv = tenant.api()
                .get(tenant.path("/jobs/" + id + "/errors"), "text/csv")
                .expect(200)
                .body();
        Optional<String> place = place(tenant, "invalid", BAD, job);
        checks.that("the file is in invalid/order", place.isPresent());
        place.ifPresent(name -> {
            String beside = tenant.sftp().get("/invalid/order/" + name + ".errors.csv");
            terminal.line("invalid/order/" + name + ".errors.csv:");
            terminal.quote(beside);
            checks.equal("the API's CSV is the same, without the byte order mark for Excel", beside, '\uFEFF' + csv);
        });
        checks.that(
                "no answer shows the cell of the sensitive column",
                !csv.contains(SECRET_CELL) && !report.toString().contains(SECRET_CELL));
        checkMail();
        return id;
    }

    private void checkMail() {
        terminal.line("the mail to " + DemoAccount.CONTACT + ":");
        Api inbox = new Api(stack.mailUrl(), "");
        JsonNode mail = Until.seen(
                "the mail about " + BAD,
                Duration.ofSeconds(30),
                () -> mails(inbox).stream().findFirst());
        terminal.quote("Subject: " + mail.path("subject").asText());
        terminal.quote(mail.path("text").asText());
        String whole = mail.toString();
        checks.that(
                "the mail names the account and says what is wrong",
                whole.contains(account.accountId()) && whole.contains("Invalid data type in column [cust_phone_no]"));
        checks.that(
                "it has a text and an HTML part",
                !mail.path("text").asText().isBlank()
                        && mail.path("html").asText().contains("<"));
        checks.that("it does not show the cell of the sensitive column", !whole.contains(SECRET_CELL));
    }

    private void ignoreMisplacedFile(Tenant tenant) {
        terminal.heading("3  A file of another source in the wrong folder: sources/order/" + MISPLACED);
        tenant.sftp().put("/sources/order/" + MISPLACED, Samples.file(MISPLACED));
        JsonNode ignored = tenant.awaitIgnored("/sources/order/" + MISPLACED);
        terminal.quote(Api.pretty(ignored));
        checks.that(
                "it is listed with a reason", !ignored.path("reason").asText().isBlank());
        checks.that(
                "it is still where it was put",
                tenant.sftp().list("/sources/order").contains(MISPLACED));
        checks.equal("it has no job", 404, tenant.job("member", "20200127").status());
    }

    private void takeCorrection(Tenant tenant, String failed) {
        terminal.heading("4  The correction, under the same name: " + BAD);
        JsonNode job = upload(tenant, BAD, Samples.file("corrected/" + BAD));
        checks.equal("status is success", "success", job.path("status").asText());
        checks.that(
                "it is a new job, a later attempt",
                !job.path("job_id").asText().equals(failed)
                        && job.path("attempt").asInt() > 1);
        checks.that(
                "the corrected file is in processed/order",
                place(tenant, "processed", BAD, job).isPresent());
        checks.equal(
                "the refused job can still be read",
                "failed",
                tenant.api()
                        .get(tenant.path("/jobs/" + failed))
                        .expect(200)
                        .json()
                        .path("status")
                        .asText());
        checks.equal(
                "one mail was sent in all",
                1,
                mails(new Api(stack.mailUrl(), "")).size());
        terminal.line("the directory now:");
        terminal.quote(tenant.sftp().tree("/sources"));
        terminal.quote(tenant.sftp().tree("/processed"));
        terminal.quote(tenant.sftp().tree("/invalid"));
    }

    private JsonNode upload(Tenant tenant, String name, byte[] content) {
        terminal.line("put %s into /sources/order/ (%d bytes), then GET …/sources/order/job?date=%s:"
                .formatted(name, content.length, name.substring(0, 8)));
        JsonNode job = tenant.uploadAndAwait(ORDER, name, content);
        terminal.quote(Api.pretty(job));
        return job;
    }

    // A name that is already taken gets the job's id before its extension.
    private static Optional<String> place(Tenant tenant, String branch, String name, JsonNode job) {
        List<String> names = tenant.sftp().list("/" + branch + "/" + ORDER).stream()
                .filter(found -> !found.endsWith(".errors.csv"))
                .toList();
        return names.stream()
                .filter(found -> found.contains(job.path("job_id").asText()))
                .findFirst()
                .or(() -> names.stream().filter(name::equals).findFirst());
    }

    private static List<String> totals(JsonNode report) {
        List<String> totals = new ArrayList<>();
        for (JsonNode total : report.path("totals")) {
            String rule = total.path("rule").asText();
            String column = total.path("column").asText();
            totals.add(total.path("code").asText()
                    + (rule.isEmpty() ? "" : " (" + rule + ")")
                    + (column.isEmpty() ? "" : " " + column)
                    + " " + total.path("count").asInt());
        }
        return totals.stream().sorted().toList();
    }

    private List<JsonNode> mails(Api inbox) {
        List<JsonNode> mails = new ArrayList<>();
        for (JsonNode mail : inbox.get("/").expect(200).json()) {
            if (mail.path("to").toString().contains(DemoAccount.CONTACT)
                    && mail.path("subject").asText().contains(BAD)) {
                mails.add(mail);
            }
        }
        return mails;
    }
}
