package io.sluice.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.ValidationRun;
import io.sluice.engine.report.Report;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Measures what the thread of a run allocates: it must not depend on the size of the file.
class RunMemoryTest {
    private static final long MEBIBYTE = 1 << 20;
    private static final String HEADER = "i,d,t,m,e,b,s,q\n";
    private static final String ROW =
            "12345,2020-02-29,2020-02-29T12:30:45.5,-123.45,1.5e3,true,中文 text,\"quoted, \"\"text\"\"\"\n";

    @Test
    void allocatesNothingForValidRows() {
        ValidationPlan plan = plan(Map.of());
        ValidationRun run = plan.newRun();
        feed(run, HEADER, 1);
        feed(run, ROW, 10_000);

        long allocated = allocatedBy(() -> feed(run, ROW, 200_000));

        assertThat(run.finish().rowsAccepted()).isEqualTo(210_000);
        assertThat(allocated).isLessThan(2 * MEBIBYTE);
    }

    @Test
    void keepsOnlyOneRecordOfAnEndlessQuote() {
        ValidationRun run = plan(Map.of()).newRun();
        feed(run, HEADER + "1,\"", 1);

        long allocated = allocatedBy(() -> feed(run, "a,\"\"\n".repeat(1_000), 20_000));

        assertThat(run.ended()).isTrue();
        assertThat(allocated).isLessThan(5L * RunLimits.DEFAULTS.maxRecordBytes());
    }

    @Test
    void storesNoEmptyLines() {
        ValidationRun run = plan(Map.of()).newRun();
        feed(run, HEADER + ROW, 1);

        long allocated = allocatedBy(() -> feed(run, "\n".repeat(1_000), 10_000));

        assertThat(run.finish().rows()).isEqualTo(1);
        assertThat(allocated).isLessThan(2 * MEBIBYTE);
    }

    @Test
    void remembersUniqueIntegersCompactly() {
        ValidationRun run = plan(Map.of("unique", true)).newRun();
        feed(run, HEADER, 1);
        int rows = 300_000;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            text.append(i * 0x9E3779B97F4A7C15L).append(",,,,,,,\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

        long allocated = allocatedBy(() -> run.accept(bytes, 0, bytes.length));

        Report report = run.finish();
        assertThat(report.errorCount()).isZero();
        assertThat(allocated).isLessThan(rows * 8L * 10);
    }

    private static void feed(ValidationRun run, String text, int times) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < times; i++) {
            run.accept(bytes, 0, bytes.length);
        }
    }

    private static long allocatedBy(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static ValidationPlan plan(Map<String, Object> integerConstraints) {
        List<String> types = List.of("Integer", "Date", "DateTime", "Decimal", "Double", "Boolean", "String", "String");
        FieldDeclaration[] fields = IntStream.range(0, types.size())
                .mapToObj(i -> FieldDeclaration.of(HEADER.substring(2 * i, 2 * i + 1), types.get(i))
                        .withConstraints(i == 0 ? integerConstraints : Map.of()))
                .toArray(FieldDeclaration[]::new);
        SchemaCheck.Valid check = (SchemaCheck.Valid) Schema.check(SchemaDeclaration.of(fields));
        return ValidationPlan.compile(check.schema(), Delimiter.COMMA, RunLimits.DEFAULTS);
    }
}
