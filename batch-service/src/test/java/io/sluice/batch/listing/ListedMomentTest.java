package io.sluice.batch.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListedMomentTest {
    /// A plus that was not escaped arrives as a blank.
    @ParameterizedTest
    @CsvSource({
        "2016-02-06, 2016-02-06T00:00:00Z",
        "2016-02-06T13:41Z, 2016-02-06T13:41:00Z",
        "2016-02-06T13:41:54.251Z, 2016-02-06T13:41:54.251Z",
        "2016-02-06t13:41:54z, 2016-02-06T13:41:54Z",
        "2016-02-06T13:41:54+00:00, 2016-02-06T13:41:54Z",
        "2016-02-06T13:41:54+0000, 2016-02-06T13:41:54Z",
        "2016-02-06T13:41:54 0100, 2016-02-06T12:41:54Z",
        "2016-02-06T13:41:54 01:00, 2016-02-06T12:41:54Z",
        "2016-02-06T13:41:54.5-0330, 2016-02-06T17:11:54.500Z",
        "2016-02-06T13:41+01, 2016-02-06T12:41:00Z"
    })
    void readsMoments(String text, Instant moment) {
        assertThat(ListedMoment.read(text)).isEqualTo(new ListedMoment.Known(moment));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2016-02-06T13:41:54", "2016-02-06T13:41", "2016-02-06T13:41:54.251"})
    void knowsWhatHasNoZone(String text) {
        assertThat(ListedMoment.read(text)).isEqualTo(new ListedMoment.WithoutZone());
    }

    @Test
    void refusesWhatIsNoMoment() {
        for (var text : new String[] {
            "yesterday",
            "1454766114251",
            "2016-02-30",
            "2016-02-30T13:41:54Z",
            "2016-02-06 13:41:54Z",
            "2016-02-06T13:41:54+99:00",
            "0000-12-31",
            "+999999999-01-01T00:00:00Z"
        }) {
            assertThat(ListedMoment.read(text)).as(text).isEqualTo(new ListedMoment.Unreadable());
        }
    }
}
