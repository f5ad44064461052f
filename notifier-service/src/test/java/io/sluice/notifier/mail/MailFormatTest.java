package io.sluice.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0                   | 0 bytes
                    1                   | 1 byte
                    1023                | 1023 bytes
                    1024                | 1.0 KiB (1,024 bytes)
                    869730877           | 829.4 MiB (869,730,877 bytes)
                    5368709120          | 5.0 GiB (5,368,709,120 bytes)
                    9223372036854775807 | 8.0 EiB (9,223,372,036,854,775,807 bytes)
                    """)
    void showsBytesRoundedAndExact(long count, String text) {
        assertThat(MailFormat.bytes(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0                   | 1000                | 0 %
                    999                 | 1000                | 99 %
                    1000                | 1000                | 100 %
                    12345               | 1                   | 1,234,500 %
                    9223372036854775806 | 9223372036854775807 | 99 %
                    """)
    void neverRoundsPercentsUp(long part, long whole, String text) {
        assertThat(MailFormat.percent(part, whole)).isEqualTo(text);
    }
}
