package io.sluice.schema.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowlistEntryTest {
    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.0/24", "0.0.0.0/0", "10.1.2.3/32", "2001:db8::/32", "::/0", "::1/128"})
    void takesBlocks(String block) {
        assertThat(AllowlistEntry.complaint(block)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "office|\"office\" is no block of addresses, expected a CIDR like 203.0.113.0/24",
                "1.2.3/8|\"1.2.3/8\" is no block of addresses, expected a CIDR like 203.0.113.0/24",
                "256.1.1.1/8|\"256.1.1.1/8\" is no block of addresses, expected a CIDR like 203.0.113.0/24",
                "010.0.0.0/8|\"010.0.0.0/8\" is no block of addresses, expected a CIDR like 203.0.113.0/24",
                "fe80::1%eth0/64|\"fe80::1%eth0/64\" is no block of addresses, expected a CIDR like 203.0.113.0/24",
                "::ffff:1.2.3.4/32|\"::ffff:1.2.3.4/32\" is no block of addresses, expected a CIDR like 203.0.113.0/24",
                "10.0.0.0/33|\"10.0.0.0/33\" has the prefix length \"33\", expected 0 to 32",
                "10.0.0.0/|\"10.0.0.0/\" has the prefix length \"\", expected 0 to 32",
                "10.0.0.0/8/9|\"10.0.0.0/8/9\" has the prefix length \"8/9\", expected 0 to 32",
                "203.0.113.5/24|\"203.0.113.5/24\" has bits set behind its prefix, expected 203.0.113.0/24",
                "2001:db8::1/32|\"2001:db8::1/32\" has bits set behind its prefix, expected 2001:db8:0:0:0:0:0:0/32",
                "::1|\"::1\" has no prefix length, for this one address write ::1/128",
            })
    void saysWhatIsWrong(String text, String complaint) {
        assertThat(AllowlistEntry.complaint(text)).hasValue(complaint);
    }
}
