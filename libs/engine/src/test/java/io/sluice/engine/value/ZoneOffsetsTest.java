package io.sluice.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZoneOffsetsTest {
    private static final Instant BEFORE_ALL = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER_TABLE = Instant.parse("2110-01-01T00:00:00Z");
    private static final int YEAR = 366 * 86_400;

    @Test
    void agreesWithTheJdkAroundEachTransitionOfEachZone() {
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            ZoneOffsetTransition transition = zone.getRules().nextTransition(BEFORE_ALL);
            while (transition != null && transition.getInstant().isBefore(AFTER_TABLE)) {
                for (LocalDateTime edge : List.of(transition.getDateTimeBefore(), transition.getDateTimeAfter())) {
                    agrees(zone, edge.minusSeconds(1));
                    agrees(zone, edge);
                    agrees(zone, edge.plusSeconds(1));
                }
                transition = zone.getRules().nextTransition(transition.getInstant());
            }
        }
    }

    @Test
    void agreesWithTheJdkAtRandomTimes() {
        Random random = new Random(21);
        LocalDateTime epoch = LocalDateTime.of(1970, 1, 1, 0, 0);
        for (String id : ZoneId.getAvailableZoneIds()) {
            for (int i = 0; i < 300; i++) {
                agrees(
                        ZoneId.of(id),
                        epoch.plusSeconds(
                                random.nextLong(-1969L * YEAR, random.nextBoolean() ? 200L * YEAR : 8_000L * YEAR)));
            }
        }
    }

    @Test
    void readsCellsInTheirZone() {
        assertThat(micros("2020-07-01T12:00:00", "Europe/Berlin")).isEqualTo(micros("2020-07-01T10:00:00", "UTC"));
        assertThat(micros("2020-07-01T12:00:00Z", "Europe/Berlin")).isEqualTo(micros("2020-07-01T12:00:00", "UTC"));
        assertThat(micros("2020-10-25 02:30:00", "Europe/Berlin")).isEqualTo(micros("2020-10-25T00:30:00", "UTC"));
        assertThat(micros("2020-03-29T02:30:00", "Europe/Berlin")).isEqualTo(DateTimes.INVALID);
        assertThat(micros("2020-03-29T02:30:00+01:00", "Europe/Berlin"))
                .isEqualTo(micros("2020-03-29T01:30:00", "UTC"));
        assertThat(micros("2011-12-30T12:00:00", "Pacific/Apia")).isEqualTo(DateTimes.INVALID);
    }

    @Test
    void cutsDigitsAfterTheSixth() {
        assertThat(micros("1970-01-01T00:00:01.123456789", "UTC")).isEqualTo(1_123_456);
        assertThat(micros("1969-12-31T23:59:59.999999999", "UTC")).isEqualTo(-1);
        assertThat(micros("1970-01-01T00:00:00.0000009", "UTC")).isZero();
        assertThat(micros("0001-01-01T00:00:00", "UTC")).isEqualTo(-62_135_596_800_000_000L);
        assertThat(micros("9999-12-31T23:59:59.999999", "UTC")).isEqualTo(253_402_300_799_999_999L);
    }

    private static void agrees(ZoneId zone, LocalDateTime local) {
        List<ZoneOffset> valid = zone.getRules().getValidOffsets(local);
        int expected = valid.isEmpty() ? ZoneOffsets.SKIPPED : valid.getFirst().getTotalSeconds();
        int actual = ZoneOffsets.of(Optional.of(zone)).at(local.toEpochSecond(ZoneOffset.UTC));
        if (actual != expected) {
            assertThat(actual).as(local + " in " + zone).isEqualTo(expected);
        }
    }

    private static long micros(String text, String zone) {
        byte[] framed = Texts.framed(text);
        return DateTimes.epochMicros(
                framed, Texts.FROM, Texts.end(framed), ZoneOffsets.of(Optional.of(ZoneId.of(zone))));
    }
}
