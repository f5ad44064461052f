package io.sluice.schema.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schema.form.FormError;
import io.sluice.schema.form.FormErrors;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {
    private final FormErrors errors = new FormErrors();
    private final SettingsCheck check = new SettingsCheck(errors);

    @ParameterizedTest
    @ValueSource(
            strings = {"continuous", "0 6 * * * Asia/Taipei", "*/15 8-18 * * MON-FRI UTC", "30 5 1,15 * * Europe/Berlin"
            })
    void takesPickups(String pickup) {
        assertThat(check.pickup(pickup)).hasValue(pickup);
        assertThat(errors.all()).isEmpty();
    }

    @Test
    void takesThePlatformsPickup() {
        assertThat(check.pickup(null)).isEmpty();
        assertThat(errors.all()).isEmpty();
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

        assertThat(errors.all())
                .containsExactly(
                        new FormError(
                                "pickup",
                                fact
                                        + ", expected continuous, or five cron fields and a time zone like 0 6 * * * Asia/Taipei"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data@acme.example", "first.last+files@mail.acme.example", "x@y.z"})
    void takesContacts(String contact) {
        assertThat(check.contacts(List.of(contact))).containsExactly(contact);
        assertThat(errors.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme",
                "data@acme",
                "data@@acme.example",
                "a b@acme.example",
                "<a@acme.example>",
                "a@b.c,d@e.f",
                "a\u001bb@acme.example",
                "a@b.exam\u0007ple"
            })
    void refusesContacts(String contact) {
        check.contacts(List.of("data@acme.example", contact));

        assertThat(errors.all())
                .containsExactly(new FormError(
                        "contacts[1]",
                        "\"%s\" is no e-mail address, expected e.g. data@acme.example".formatted(contact)));
    }

    @Test
    void refusesContactOfMoreThan254Characters() {
        check.contacts(List.of("a".repeat(242) + "@acme.example"));

        assertThat(errors.all()).extracting(FormError::field).containsExactly("contacts[0]");
    }

    @Test
    void keepsEachContactOnce() {
        assertThat(check.contacts(List.of("a@acme.example", " a@acme.example ", "b@acme.example")))
                .containsExactly("a@acme.example", "b@acme.example");
    }

    @Test
    void refusesListsThatAreNullOrTooLong() {
        check.contacts(null);
        check.ipAllowlist(
                IntStream.range(0, 101).mapToObj("10.0.0.%d/32"::formatted).toList());

        assertThat(errors.all())
                .containsExactly(
                        new FormError("contacts", "is null, expected a list"),
                        new FormError("ip_allowlist", "has 101 entries, expected at most 100"));
    }

    @Test
    void namesTheBlockThatIsWrong() {
        check.ipAllowlist(List.of("203.0.113.0/24", "office"));

        assertThat(errors.all())
                .containsExactly(new FormError(
                        "ip_allowlist[1]", "\"office\" is no block of addresses, expected a CIDR like 203.0.113.0/24"));
    }

    @Test
    void stripsNames() {
        assertThat(check.name("  Acme Retail ")).isEqualTo("Acme Retail");
        assertThat(errors.all()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void refusesMissingName(@Nullable String name) {
        check.name(name);

        assertThat(errors.all())
                .containsExactly(
                        new FormError("name", "is missing, expected what the account is called, e.g. Acme Retail"));
    }

    @Test
    void refusesNamesThatAreTooLongOrOfSeveralLines() {
        check.name("n".repeat(201));
        check.name("two\nlines");

        assertThat(errors.all())
                .containsExactly(
                        new FormError("name", "expected at most 200 characters on one line but it has 201"),
                        new FormError("name", "expected at most 200 characters on one line but it has 9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Taipei", "Europe/Berlin"})
    void takesTimeZones(String zone) {
        assertThat(check.timeZone(zone)).isEqualTo(zone);
        assertThat(errors.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Taipei", "+08:00", ""})
    void refusesTimeZones(String zone) {
        check.timeZone(zone);

        assertThat(errors.all())
                .containsExactly(new FormError(
                        "time_zone", "\"%s\" is no time zone, expected an IANA name like Asia/Taipei".formatted(zone)));
    }

    @Test
    void takesPositiveLimits() {
        assertThat(check.limit("workspace_limit_bytes", 1L)).isEqualTo(1);
        assertThat(errors.all()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(longs = {0, -1})
    void refusesLimits(@Nullable Long bytes) {
        check.limit("workspace_limit_bytes", bytes);

        assertThat(errors.all())
                .containsExactly(new FormError(
                        "workspace_limit_bytes", "is %s, expected a positive number of bytes".formatted(bytes)));
    }

    @ParameterizedTest
    @CsvSource({"zh-tw,zh-TW", "EN,en", "de-at,de-AT"})
    void spellsLocalesTheirWay(String tag, String spelled) {
        assertThat(check.locale(tag)).isEqualTo(spelled);
        assertThat(errors.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"english", "", "x-private", "en_US"})
    void refusesLocales(String tag) {
        check.locale(tag);

        assertThat(errors.all()).extracting(FormError::field).containsExactly("locale");
    }
}
