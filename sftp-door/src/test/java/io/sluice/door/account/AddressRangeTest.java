package io.sluice.door.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.77/25, 203.0.113.127, true",
        "203.0.113.77/25, 203.0.113.128, false",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::/0, 127.0.0.1, false"
    })
    void contains(String range, String address, boolean expected) {
        assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0, 0.0.0.0/1, 128.0.0.0/1", "::/0, ::/1, 8000:0:0:0:0:0:0:0/1"})
    void halves(String range, String lower, String upper) {
        assertThat(AddressRange.parse(range).halves())
                .extracting(AddressRange::toString)
                .containsExactly(lower, upper);
    }

    @Test
    void refusesPrefixThatIsTooLong() {
        assertThatThrownBy(() -> AddressRange.parse("10.0.0.0/33"))
                .hasMessage("expected a prefix from 0 to 32 but got 33 (10.0.0.0)");
    }

    @Test
    void refusesHostName() {
        assertThatThrownBy(() -> AddressRange.parse("localhost")).isInstanceOf(IllegalArgumentException.class);
    }
}
