package io.sluice.benchmarks.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
@EnabledIf("canRun")
class ManyAccountsIT {
    @TempDir
    Path folder;

    @Test
    void measuresTwentyAccounts() throws Exception {
        var json = folder.resolve("figures.json");
        var arguments = BenchmarkOptions.parse(List.of(
                "--accounts",
                "20",
                "--files",
                "0,3",
                "--intervals",
                "1",
                "--window",
                "3",
                "--windows",
                "1",
                "--active-percent",
                "10",
                "--volume",
                folder.toString(),
                "--json",
                json.toString()));
        var said = new ByteArrayOutputStream();

        var figures = new ManyAccounts(arguments, new PrintStream(said, true, StandardCharsets.UTF_8)).run();

        assertThat(figures.series()).hasSize(2).allSatisfy(series -> {
            assertThat(series.start().cpuSeconds()).isPositive();
            assertThat(series.settledAfterSeconds()).isPresent();
            assertThat(series.idle().median().watcherCpu()).isPositive();
            assertThat(series.idle().median().cycles()).isPositive();
            assertThat(series.residentMegabytes()).isPositive();
        });
        var active = figures.series().getFirst().active().orElseThrow();
        assertThat(active.latencies().uploads()).isEqualTo(2);
        assertThat(active.latencies().missing()).isZero();
        assertThat(active.latencies().median()).isPositive();
        assertThat(active.load().median().requests()).isPositive();
        assertThat(active.load().median().tenantSshdCpu()).isPositive();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("| 20 | 0 | 1 s | 2 uploads |");
        assertThat(new ObjectMapper().readTree(json.toFile()).path("series")).hasSize(2);
    }

    /// The real OpenSSH's chroots need root on Linux; where the tests must not be left out, their absence is
    /// a failure.
    static boolean canRun() {
        var able = System.getProperty("os.name").equals("Linux") && "root".equals(System.getProperty("user.name"));
        if (!able && System.getenv("CI") != null) {
            throw new IllegalStateException(
                    "the benchmark's test needs root on Linux and CI must not leave it out: run the build as root");
        }
        return able;
    }
}
