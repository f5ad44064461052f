package io.sluice.contracts.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.limit.NextPickups.Mode;
import io.sluice.contracts.limit.NextPickups.NextPickup;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// sftp-watcher writes the file, the SFTP servers read it: the golden file is what both agree on.
class NextPickupsTest {
    private static final NextPickups PICKUPS = new NextPickups(
            new NextPickup(
                    Mode.SCHEDULED,
                    Optional.of(Instant.parse("2026-11-21T22:00:00Z")),
                    Optional.of(ZoneId.of("Asia/Taipei"))),
            List.of(new NextPickups.Own(new AccountId("110-1234-567"), NextPickup.CONTINUOUS)));

    @Test
    void writesItsGoldenFile() throws Exception {
        assertThat(PICKUPS.json()).isEqualToIgnoringNewLines(golden().strip());
    }

    @Test
    void readsItsGoldenFile() throws Exception {
        assertThat(NextPickups.parse(golden())).isEqualTo(PICKUPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"platform\":{\"mode\":\"continuous\"}}", "{\"platform\":{},\"accounts\":[]}"})
    void refusesTextThatIsNoSuchDocument(String text) {
        assertThatThrownBy(() -> NextPickups.parse(text)).isInstanceOf(JsonProcessingException.class);
    }

    private static String golden() throws Exception {
        try (var stream = NextPickupsTest.class.getResourceAsStream("/golden/next-pickups.json")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
