package io.sluice.contracts.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchIdsTest {
    @Test
    void readsUuidInAnyCase() {
        assertThat(BatchRef.of("3EE694E5-0B77-2D1E-AF19-1aa78f500785"))
                .contains(new BatchRef("3ee694e5-0b77-2d1e-af19-1aa78f500785"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3ee694e50b772d1eaf191aa78f500785",
                "{3ee694e5-0b77-2d1e-af19-1aa78f500785}",
                "3ee694e5-0b77-2d1e-af19-1aa78f50078",
                "3ee694e5-0b77-2d1e-af19-1aa78f500785 ",
                "3ee694e5-0b77-2d1e-af19-1aa78f50078g"
            })
    void readsNoOtherText(String text) {
        assertThat(BatchRef.of(text)).isEmpty();
    }

    @Test
    void refusesUpperCaseInEvent() {
        assertThatThrownBy(() -> new BatchRef("3EE694E5-0B77-2D1E-AF19-1AA78F500785"))
                .hasMessage(
                        "expected the UUID of a batch in lower case but got \"3EE694E5-0B77-2D1E-AF19-1AA78F500785\"");
    }

    /// The check vector of spec 2 section 1.
    @Test
    void writesChecksumAsBase64() {
        assertThat(Md5.ofHex("40D9A12F0A3C93C8ED66A3B6F3735790").orElseThrow().base64())
                .isEqualTo("QNmhLwo8k8jtZqO283NXkA==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "40d9a12f0a3c93c8ed66a3b6f373579", "QNmhLwo8k8jtZqO283NXkA=="})
    void readsNoOtherChecksum(String text) {
        assertThat(Md5.ofHex(text)).isEmpty();
    }
}
