package io.sluice.engine.batch;

import static io.sluice.engine.batch.BatchFixture.REF;
import static io.sluice.engine.batch.BatchFixture.record;
import static io.sluice.engine.gzip.PackedFiles.gzip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.engine.key.KeyMemory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRunTest {
    @TempDir
    Path directory;

    private final BatchFixture batch = new BatchFixture();

    @Test
    void handsOnKeyAndValue() {
        var report = batch.run("""
                {"ref":"%s","schema":"order","mode":"upsert","value":{"referenceId":"A-1","number":7,"status":"PAID"}}
                """.formatted(REF));

        assertThat(batch.accepted())
                .containsExactly("1 %s order UPSERT A-1:7 {\"referenceId\":\"A-1\",\"number\":7,\"status\":\"PAID\"}"
                        .formatted(REF));
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.total()).isEqualTo(1);
        assertThat(report.fault()).isEmpty();
    }

    @Test
    void keepsValuesAsTheyAreSent() {
        var value =
                "{\"referenceId\":\"A\\\\\\\"\\n\",\"number\":\"007\",\"status\":\"OPEN\",\"price\":12.50,\"weight\":1e3,"
                        + "\"gift\":true,\"orderedAt\":\"2026-01-25T10:00:00Z\",\"orderItems\":[{\"productId\":\"p\",\"quantity\":2}],"
                        + "\"ext\":{\"any key\":[1,null,\"\",{\"a\":1.50}],\"é\":\"𝄞\"}}";

        batch.run(record("insert", value));

        assertThat(batch.accepted()).singleElement().asString().endsWith("INSERT A\\\"\n:7 " + value);
    }

    @Test
    void readsKeysInAnyOrder() {
        batch.run("""
                {"value":{"referenceId":"A","number":1,"status":"OPEN"},"mode":"create","schema":"order","ref":"%s"}
                """.formatted(REF));

        assertThat(batch.accepted())
                .containsExactly("1 %s order CREATE A:1 {\"referenceId\":\"A\",\"number\":1,\"status\":\"OPEN\"}"
                        .formatted(REF));
    }

    @Test
    void takesRefsOfAnyCaseAndVersion() {
        batch.run(record("delete", "{\"referenceId\":\"A\",\"number\":1}").replace(REF, REF.toUpperCase(Locale.ROOT)));

        assertThat(batch.accepted()).singleElement().asString().startsWith("1 " + REF);
    }

    @Test
    void leavesOutMissingValues() {
        batch.run(
                record(
                        "insert",
                        "{\"referenceId\":\"A\",\"number\":1,\"status\":\"OPEN\",\"price\":null,\"note\":\"-\",\"weight\":\"\",\"orderItems\":[null],\"ext\":null}"));

        assertThat(batch.accepted())
                .singleElement()
                .asString()
                .endsWith("{\"referenceId\":\"A\",\"number\":1,\"status\":\"OPEN\",\"orderItems\":[]}");
    }

    @Test
    void namesRequiredFieldsThatAPartialRecordLacks() {
        batch.run(record("merge", "{\"referenceId\":\"A\",\"number\":1}"));

        assertThat(batch.accepted()).singleElement().asString().endsWith("} lacks status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "gdpr_delete"})
    void deletesNeedNoValueWithoutAKey(String mode) {
        batch.run("{\"ref\":\"%s\",\"schema\":\"guest\",\"mode\":\"%s\"}".formatted(REF, mode));

        assertThat(batch.accepted()).singleElement().asString().endsWith(REF + " {}");
    }

    @Test
    void skipsBlankLinesAndTakesEveryLineEnd() {
        var first = record("delete", "{\"referenceId\":\"A\",\"number\":1}");
        var second = first.replace(REF, "bce73c06-b361-11ed-afa1-0242ac120002");
        var third = first.replace(REF, "cce73c06-b361-11ed-afa1-0242ac120002");

        var report = batch.run("\n \t\r\n" + first + "\r\n" + second + "\r" + third + "  ");

        assertThat(batch.accepted()).extracting(text -> text.charAt(0)).containsExactly('3', '4', '5');
        assertThat(report.lines()).isEqualTo(5);
    }

    @Test
    void refusesTheSecondRecordOfARef() {
        var first = record("delete", "{\"referenceId\":\"A\",\"number\":1}");

        var report = batch.run(first + "\n" + first.replace("ace7", "ACE7"));

        assertThat(batch.accepted()).hasSize(1);
        assertThat(batch.refused())
                .extracting(RefusedRecord::message, record -> record.error().number())
                .containsExactly(tuple(
                        "Duplicate ref [%s]: it stands in an earlier line too, first in line 1".formatted(REF), 409));
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.refused()).isEqualTo(1);
    }

    @Test
    void findsRepeatedRefsBeyondItsMemory() {
        var lines = new StringBuilder();
        int count = 10_000;
        for (int i = 0; i < count; i++) {
            lines.append(record("delete", "{\"referenceId\":\"A\",\"number\":1}")
                            .replace("ace73c06", "%08x".formatted(i % (count - 5))))
                    .append('\n');
        }

        var report = batch.run(BatchLimits.DEFAULTS, gzip(lines.toString()), new KeyMemory(1 << 16, directory));

        assertThat(batch.takenBack().size() + batch.refused().size()).isEqualTo(5);
        assertThat(batch.takenBack())
                .isNotEmpty()
                .isSubsetOf(IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> "%d like %d".formatted(count - 5 + i, i))
                        .toList());
        assertThat(report.accepted()).isEqualTo(count - 5);
        assertThat(report.total()).isEqualTo(count);
        assertThat(directory).isEmptyDirectory();
    }
}
