package io.sluice.schema.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schema.form.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {
    private final Findings findings = new Findings();
    private final SettingsCheck check = new SettingsCheck(findings);

    @ParameterizedTest
    @ValueSource(
            strings = {"continuous", "0 6 * * * Asia/Taipei", "*/15 8-18 * * MON-FRI UTC", "30 5 1,15 * * Europe/Berlin"
            })
    void takesPickups(String pickup) {
        assertThat(check.pickup(pickup)).hasValue(pickup);
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void takesThePlatformsPickup() {
        assertThat(check.pickup(null)).isEmpty();
        assertThat(findings.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 6 * * *|\"0 6 * * *\" has 5 parts",
                "0 6 * * * Taipei|\"Taipei\" is no time zone",
                "0 25 * * * UTC|\"0 25 * * * UTC\" is no cron expression that ever comes true",
                "0 0 30 2 * UTC|\"0 0 30 2 * UTC\" is no cron expression that ever comes true",
            })
    void refusesPickups(String pickup, String fact) {
        check.pickup(pickup);

        assertThat(findings.all())
                .containsExactly(
                        new Findings.Finding(
                                "pickup",
                                fact
                                        + ", expected continuous, or five cron fields and a time zone like 0 6 * * * Asia/Taipei"));
    }

    @ParameterizedTest
    @CsvSource({"zh-tw,zh-TW", "EN,en", "de-at,de-AT"})
    void spellsLocalesTheirWay(String tag, String spelled) {
        assertThat(check.locale(tag)).isEqualTo(spelled);
        assertThat(findings.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"english", "", "x-private", "en_US"})
    void refusesLocales(String tag) {
        check.locale(tag);

        assertThat(findings.all()).extracting(Findings.Finding::field).containsExactly("locale");
    }
}
