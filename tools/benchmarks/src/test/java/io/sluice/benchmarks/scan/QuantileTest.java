package io.sluice.benchmarks.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantileTest {
    @Test
    void medianIsTheMiddleOfThreeInAnyOrder() {
        assertThat(Quantile.of(0.5, 3, 1, 2)).isEqualTo(2);
    }

    @Test
    void lastHundredthOfFewValuesIsTheLargest() {
        assertThat(Quantile.of(0.99, 5, 7, 6)).isEqualTo(7);
    }

    @Test
    void isZeroOfNoValues() {
        assertThat(Quantile.of(0.5)).isZero();
    }
}
