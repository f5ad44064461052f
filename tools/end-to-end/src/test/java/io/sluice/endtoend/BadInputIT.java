package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.stack.Stack;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Every level of the error taxonomy, through all services; each bad file beside good neighbours.
@ExtendWith(SharedStack.class)
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class BadInputIT {
    private static final String SOURCE = """
            {"source_type": "points", "source_name": "Points", "description": "Points",
             "schema": [
               {"name": "id", "type": "Integer", "constraints": {"required": true, "unique": true}},
               {"name": "note", "type": "String", "constraints": {"maxLength": 20000000}},
               {"name": "phone_hash", "type": "String", "sensitive": {"policy": "require_hashed"}},
               {"name": "day", "type": "Date"}],
             "primary_key": ["id"]}
            """;
    private static final String HEADER = "id,note,phone_hash,day\n";
    private static final String ROW = "1,x,,2024-01-01\n";

    @Test
    void givesEachBadFileItsOwnAnswer(Stack stack) {
        var tenant = Tenant.with(stack).addSource(SOURCE).awaitDoor("points");
        var expected = new LinkedHashMap<String, String>();
        var files = new LinkedHashMap<String, byte[]>();
        add(files, expected, "20240101", "", "File is empty; 1 error in 0 rows");
        add(files, expected, "20240102", "\uFEFF" + HEADER + ROW, "File starts with a byte order mark");
        add(files, expected, "20240103", latin1(HEADER + "1,Caf\u00e9,,\n"), "Not valid UTF-8");
        add(files, expected, "20240104", HEADER + "1,a\0b,,\n", "NUL byte");
        add(files, expected, "20240105", HEADER + "1,\"open,,\n", "Unclosed quote");
        add(files, expected, "20240106", HEADER + "1,a\"b,,\n", "Misplaced quote");
        add(files, expected, "20240107", HEADER.replace('\n', '\r') + "1,a,,\r", "Line ends with CR only");
        add(files, expected, "20240108", "\n" + HEADER + ROW, "No header");
        add(files, expected, "20240109", "id,note,day\n", "Missing column [phone_hash]");
        add(files, expected, "20240110", "id,note,phone_hash,day,extra\n", "Unknown column at line 1");
        add(
                files,
                expected,
                "20240111",
                "id,note,Phone-Hash,day\n",
                "Misspelled column [Phone-Hash], expected [phone_hash]");
        add(files, expected, "20240112", "id,note,note,phone_hash,day\n", "Duplicate column [note]");
        add(files, expected, "20240113", "id,note,,phone_hash,day\n", "Column without a name");
        add(files, expected, "20240114", HEADER + "1,x\n", "Too few fields");
        add(files, expected, "20240115", HEADER + "1,x,,2024-01-01,y\n", "Too many fields");
        add(files, expected, "20240116", HEADER + "1,x,,2024-02-30\n", "Invalid data type in column [day]");
        add(files, expected, "20240117", HEADER + ",x,,\n", "Missing value in column [id]");
        add(files, expected, "20240118", HEADER + "1,x,0912345678,\n", "Value not hashed in column [phone_hash]");
        add(files, expected, "20240119", HEADER + ROW + ROW, "Duplicate");
        add(files, expected, "20240120", HEADER + ROW + "\n2,y,,\n", "Blank row");
        add(files, expected, "20240121", columns(5_000), "Unknown column at line 1; 5,004 errors in 0 rows");
        add(files, expected, "20240122", HEADER + "1," + "a".repeat(17 << 20) + ",,\n", "Row is too large");

        try (var sftp = tenant.login()) {
            files.forEach((date, content) -> sftp.put("/sources/points/" + date + "_points.csv", content));
            sftp.put("/sources/points/20240201_points.csv", (HEADER + ROW).getBytes(StandardCharsets.UTF_8));
            sftp.put("/sources/points/20240202_points.csv", HEADER.getBytes(StandardCharsets.UTF_8));
            sftp.put(
                    "/sources/points/20240203_points.csv",
                    (HEADER + "1," + "a".repeat(10_000_000) + ",,\n").getBytes(StandardCharsets.UTF_8));
        }

        expected.forEach((date, sentence) -> {
            var job = tenant.awaitEnd("points", date);
            assertThat(job.path("status").asText()).as(date).isEqualTo("failed");
            assertThat(job.path("error_msg").asText()).as(date).startsWith(sentence);
        });
        assertThat(tenant.awaitEnd("points", "20240201").path("rows").asLong()).isEqualTo(1);
        assertThat(tenant.awaitEnd("points", "20240202").path("status").asText())
                .isEqualTo("success");
        assertThat(tenant.awaitEnd("points", "20240203").path("status").asText())
                .isEqualTo("success");
        assertThat(tenant.list("/processed/points"))
                .containsExactly("20240201_points.csv", "20240202_points.csv", "20240203_points.csv");
        assertThat(tenant.list("/invalid/points")).hasSize(2 * expected.size());
        assertThat(tenant.awaitMails(expected.size())).hasSize(expected.size());
        assertThat(tenant.mails().toString()).doesNotContain("0912345678");
        assertThat(tenant.read("/invalid/points/20240118_points.csv.errors.csv"))
                .doesNotContain("0912345678");
    }

    @Test
    void skipsAByteOrderMarkWhereTheSourceAllowsIt(Stack stack) {
        var tenant = Tenant.with(stack)
                .addSource(SOURCE.replaceFirst("\\{", "{\"byte_order_mark\": \"allow\", "))
                .awaitDoor("points");

        tenant.upload("points", "20240101_points.csv", "\uFEFF" + HEADER + ROW);
        tenant.upload("points", "20240102_points.csv", "\uFEFF");

        var taken = tenant.awaitEnd("points", "20240101");
        assertThat(taken.path("status").asText()).isEqualTo("success");
        assertThat(taken.path("rows").asLong()).isEqualTo(1);
        assertThat(taken.path("warnings").findValuesAsText("code")).containsExactly("byte-order-mark");
        assertThat(tenant.read("/processed/points/20240101_points.csv")).isEqualTo("\uFEFF" + HEADER + ROW);
        var refused = tenant.awaitEnd("points", "20240102");
        assertThat(refused.path("error_msg").asText()).startsWith("File is empty");
        assertThat(refused.path("warnings")).isEmpty();
    }

    @Test
    void listsWhatItIgnoresWithTheReason(Stack stack) {
        var tenant = Tenant.with(stack, "member", "order");
        try (var sftp = tenant.login()) {
            for (var path : new String[] {
                "/sources/member/20240230_member.csv",
                "/sources/member/20240101_order.csv",
                "/sources/member/20240101_member.xlsx",
                "/sources/member/2024 01 01 member.csv",
                "/sources/member/20240101_..member.csv",
                "/sources/member/.20240101_member.csv",
                "/sources/member/20240101_member.csv.filepart"
            }) {
                sftp.put(path, "id\n".getBytes(StandardCharsets.UTF_8));
            }
            sftp.put("/sources/order/20240102_order.csv", new byte[0]);
        }
        tenant.awaitEnd("order", "20240102");

        var ignored = await().atMost(Tenant.LIMIT).until(() -> ignored(tenant), reasons -> reasons.size() == 5);

        assertThat(ignored.get("/sources/member/20240230_member.csv")).contains("20240230");
        assertThat(ignored.get("/sources/member/20240101_order.csv"))
                .endsWith("; move it to /sources/order/20240101_order.csv");
        assertThat(ignored.get("/sources/member/20240101_member.xlsx")).contains(".xlsx");
        assertThat(ignored)
                .containsKeys("/sources/member/2024 01 01 member.csv", "/sources/member/20240101_..member.csv");
        assertThat(tenant.list("/sources/member")).hasSize(7);
        assertThat(tenant.jobs("member")).isEmpty();
        assertThat(tenant.job("member", "20240101").status()).isEqualTo(404);
    }

    private static Map<String, String> ignored(Tenant tenant) {
        var files = tenant.api
                .get("/v1/" + tenant.accountId + "/files?state=ignored")
                .expect(200)
                .json()
                .path("files");
        return StreamSupport.stream(files.spliterator(), false)
                .collect(Collectors.toMap(
                        (JsonNode file) -> file.path("path").asText(),
                        file -> file.path("reason").asText()));
    }

    private static void add(
            Map<String, byte[]> files, Map<String, String> expected, String date, String content, String sentence) {
        add(files, expected, date, content.getBytes(StandardCharsets.UTF_8), sentence);
    }

    private static void add(
            Map<String, byte[]> files, Map<String, String> expected, String date, byte[] content, String sentence) {
        files.put(date, content);
        expected.put(date, sentence);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] columns(int count) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(IntStream.range(0, count)
                .mapToObj(i -> "c" + i)
                .collect(Collectors.joining(",", "", "\n"))
                .getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
