package io.sluice.benchmarks.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkOptionsTest {
    @Test
    void measuresUpToThousandAccountsAtBothIntervalsByDefault() {
        var arguments = BenchmarkOptions.parse(List.of());

        assertThat(arguments.accounts()).containsExactly(100, 1_000);
        assertThat(arguments.intervals()).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(2));
    }

    @Test
    void takesEveryOption() {
        var arguments = BenchmarkOptions.parse(List.of(
                "--accounts",
                "5,50",
                "--files",
                "0,3",
                "--intervals",
                "1",
                "--window",
                "4",
                "--windows",
                "2",
                "--active-percent",
                "10",
                "--volume",
                "/mnt/disk",
                "--json",
                "/tmp/figures.json"));

        assertThat(arguments)
                .isEqualTo(new BenchmarkOptions(
                        List.of(5, 50),
                        List.of(0, 3),
                        List.of(Duration.ofSeconds(1)),
                        Duration.ofSeconds(4),
                        2,
                        10,
                        Path.of("/mnt/disk"),
                        java.util.Optional.of(Path.of("/tmp/figures.json"))));
    }

    @Test
    void refusesUnknownOption() {
        assertThatThrownBy(() -> BenchmarkOptions.parse(List.of("--account", "5")))
                .hasMessage("unknown option '--account', expected --accounts, --files, --intervals, --window,"
                        + " --windows, --active-percent, --volume or --json");
    }

    @Test
    void refusesOptionWithoutValue() {
        assertThatThrownBy(() -> BenchmarkOptions.parse(List.of("--files"))).hasMessage("option --files has no value");
    }

    @Test
    void refusesNumberThatIsNone() {
        assertThatThrownBy(() -> BenchmarkOptions.parse(List.of("--accounts", "100,many")))
                .hasMessage("--accounts 'many', expected a number");
    }

    @Test
    void refusesNoAccounts() {
        assertThatThrownBy(() -> BenchmarkOptions.parse(List.of("--accounts", "0")))
                .hasMessage("--accounts 0, expected at least 1");
    }
}
