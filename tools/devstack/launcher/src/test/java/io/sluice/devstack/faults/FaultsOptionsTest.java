package io.sluice.devstack.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.devstack.stack.SftpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsOptionsTest {

    @Test
    void runsEveryCaseWithoutAName() {
        FaultsOptions options = FaultsOptions.parse(List.of());

        assertThat(options.inOrder()).containsExactly(FaultCase.values());
        assertThat(options.servers(FaultCase.VOLUME_FULL)).containsExactly(SftpServer.OPENSSH, SftpServer.EMBEDDED);
        assertThat(options.servers(FaultCase.CLOCK)).containsExactly(SftpServer.OPENSSH);
        assertThat(options.halt()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.repetitions()).isEqualTo(1);
        assertThat(options.accounts()).isEqualTo(1);
    }

    @Test
    void runsTheNamedCasesInTheirOrder() {
        FaultsOptions options = FaultsOptions.parse(List.of("halted", "clock", "--sftp", "embedded", "--halt", "5"));

        assertThat(options.inOrder()).containsExactly(FaultCase.CLOCK, FaultCase.HALTED);
        assertThat(options.servers(FaultCase.CLOCK)).containsExactly(SftpServer.EMBEDDED);
        assertThat(options.servers(FaultCase.VOLUME_FULL)).containsExactly(SftpServer.EMBEDDED);
        assertThat(options.halt()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void attacksForTwoMinutesUnlessGivenAnotherTime() {
        assertThat(FaultsOptions.parse(List.of("one-tenant")).time()).isEqualTo(Duration.ofMinutes(2));
        assertThat(FaultsOptions.parse(List.of("one-tenant", "--time", "20")).time())
                .isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void readsGapsAsSeconds() {
        FaultsOptions options = FaultsOptions.parse(
                List.of("versions", "--gaps", "0,0.25", "--repetitions", "20", "--accounts", "5", "--files", "30"));

        assertThat(options.gaps()).containsExactly(Duration.ZERO, Duration.ofMillis(250));
        assertThat(options.repetitions()).isEqualTo(20);
        assertThat(options.accounts()).isEqualTo(5);
        assertThat(options.files()).isEqualTo(30);
    }

    @Test
    void correctsADayAThousandTimesUnlessToldOtherwise() {
        assertThat(FaultsOptions.parse(List.of("data-sets")).dataSets())
                .isEqualTo(new DataSetRuns(1_000, 20, Optional.empty()));
        assertThat(FaultsOptions.parse(List.of("data-sets", "--swaps", "5", "--kills", "2", "--spark", "build"))
                        .dataSets())
                .isEqualTo(new DataSetRuns(5, 2, Optional.of(Path.of("build"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        disk-full          | unknown case 'disk-full', expected one or more of versions volume-full half-upload inodes database-full kafka-full store-full clock halted one-tenant batches batch-fills-database batch-load data-sets
        --sftp ftp         | --sftp 'ftp', expected embedded or openssh
        --halt 0           | --halt '0', expected a number above 0
        --gaps 1,x         | --gaps '1,x', expected seconds such as 0,0.25,0.5
        --hold 1           | unknown option '--hold', expected --sftp, --halt, --time, --repetitions, --accounts, --gaps, --files, --swaps, --kills or --spark
        versions --halt    | option --halt has no value
        """)
    void refusesWrongWords(String words, String message) {
        assertThatThrownBy(() -> FaultsOptions.parse(List.of(words.split(" ")))).hasMessage(message);
    }
}
