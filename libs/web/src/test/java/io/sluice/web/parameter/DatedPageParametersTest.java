package io.sluice.web.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.contracts.file.DataDate;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatedPageParametersTest {
    private final DatedPageParameters parameters = new DatedPageParameters();

    @Test
    void asksForTheFirstFiftyOfAllDatesWhenNothingIsSaid() {
        assertThat(parameters.dates()).isEqualTo(new DataDateRange(Optional.empty(), Optional.empty()));
        assertThat(parameters.limit()).isEqualTo(50);
        assertThat(parameters.cursor(Optional::of)).isEmpty();
    }

    @Test
    void readsWhatIsSaid() {
        parameters.from = DataDate.of("20200125").orElseThrow();
        parameters.to = DataDate.of("20200125").orElseThrow();
        parameters.limit = "200";
        parameters.cursor = OpaqueText.write("place");

        assertThat(parameters.dates()).isEqualTo(new DataDateRange(DataDate.of("20200125"), DataDate.of("20200125")));
        assertThat(parameters.limit()).isEqualTo(200);
        assertThat(parameters.cursor(OpaqueText::read)).contains("place");
    }

    @Test
    void refusesRangeThatEndsBeforeItBegins() {
        parameters.from = DataDate.of("20200126").orElseThrow();
        parameters.to = DataDate.of("20200125").orElseThrow();

        assertRefused(parameters::dates, "from is 20200126 and to is 20200125, expected from to be no later than to.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "many", "", "99999999999"})
    void refusesLimitThatIsNone(String limit) {
        parameters.limit = limit;

        assertRefused(parameters::limit, "limit is \"%s\", expected a number from 1 to 200.".formatted(limit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%%", "x", "cGxhY2U=="})
    void refusesCursorThatIsNone(String cursor) {
        parameters.cursor = cursor;

        assertRefused(
                () -> parameters.cursor(OpaqueText::read),
                "cursor is \"%s\", expected the next of a previous page.".formatted(cursor));
    }

    private static void assertRefused(ThrowingCallable reading, String detail) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(HttpProblem.class, problem -> {
            assertThat(problem.getStatusCode()).isEqualTo(400);
            assertThat(problem.getDetail()).isEqualTo(detail);
        });
    }
}
