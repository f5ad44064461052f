package io.sluice.web.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.EntityTag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9110 section 13.1.
class ConditionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "W/\"a\"", "*", " * ", "\"b\", \"a\"", "\"b\",W/\"a\"", "\"b,\", \"a\""})
    void theClientHasIt(String noneMatch) {
        assertThat(Conditions.isUnchanged(List.of(), List.of(noneMatch), "a")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"b\"", "W/\"b\"", "\"A\"", "\"*\"", "\"\"", "a", "", "\"b\", \"c,a\""})
    void theClientHasSomethingElse(String noneMatch) {
        assertThat(Conditions.isUnchanged(List.of(), List.of(noneMatch), "a")).isFalse();
    }

    @Test
    void aHeaderMayBeSentTwice() {
        assertThat(Conditions.isUnchanged(List.of(), List.of("\"b\"", "\"a\""), "a"))
                .isTrue();
        assertThat(Conditions.isUnchanged(List.of(), List.of(), "a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "*", "\"b\", \"a\""})
    void theClientExpectsIt(String match) {
        assertThat(Conditions.isUnchanged(List.of(match), List.of(), "a")).isFalse();
    }

    /// A weak tag is never the same as a strong one here.
    @ParameterizedTest
    @ValueSource(strings = {"\"b\"", "W/\"a\"", "a", ""})
    void theClientExpectsSomethingElse(String match) {
        assertThatThrownBy(() -> Conditions.isUnchanged(List.of(match), List.of("\"a\""), "a"))
                .hasMessage("Precondition Failed: If-Match does not name \"a\", the tag of what is here."
                        + " Get it without If-Match.");
    }

    @Test
    void givesAPartOfWhatTheClientHas() {
        var tag = new EntityTag("a");

        assertThat(Conditions.allowPart(null, tag)).isTrue();
        assertThat(Conditions.allowPart(" \"a\" ", tag)).isTrue();
        for (var other : List.of("\"b\"", "W/\"a\"", "a", "", "*", "Tue, 01 Dec 2026 00:00:00 GMT")) {
            assertThat(Conditions.allowPart(other, tag)).as(other).isFalse();
        }
    }
}
