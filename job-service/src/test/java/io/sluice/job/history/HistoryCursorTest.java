package io.sluice.job.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.file.JobId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryCursorTest {
    @Test
    void readsWhatItWrote() {
        var job = new JobId("0123456789abcdef0123456789abcdef");

        assertThat(HistoryCursor.read(HistoryCursor.after(job))).contains(job);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "YWZ0ZXI6", "0123456789abcdef0123456789abcdef"})
    void isEmptyForAnyOtherText(String text) {
        assertThat(HistoryCursor.read(text)).isEmpty();
    }
}
