package io.sluice.schema.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedVersionTest {
    @Test
    void fitsAnyVersionWithoutHeader() {
        assertThat(ExpectedVersion.of(null).fits(7)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"7\"", "\"6\", \"7\""})
    void fitsTheVersionItNames(String header) {
        assertThat(ExpectedVersion.of(header).fits(7)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", "", "\"77\""})
    void fitsNoOther(String header) {
        assertThat(ExpectedVersion.of(header).fits(7)).isFalse();
    }
}
