package io.sluice.web.clock;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.fixtures.http.ManagementPort;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DateHeaderQuarkusTest {
    @ParameterizedTest
    @ValueSource(strings = {"/v1/acme/probe", "/v3/nothing"})
    void datesEveryAnswer(String path) {
        assertDated(get(path));
    }

    @Test
    void datesAnswersOfTheManagementPort() {
        assertDated(get(ManagementPort.url("/q/health/live")));
    }

    private static void assertDated(Response answer) {
        var date = answer.header("Date");

        assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
    }
}
