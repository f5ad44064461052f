package io.sluice.contracts.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.77/25, 203.0.113.127, true",
        "203.0.113.77/25, 203.0.113.128, false",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "10.0.0.0/9, 10.128.0.0, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::/32, 198.51.100.1, false",
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

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, false, 203.0.113.0/24",
        "203.0.113.5/24, true, 203.0.113.0/24",
        "203.0.113.77/25, true, 203.0.113.0/25",
        "10.0.0.1, false, 10.0.0.1/32",
        "255.255.255.255/0, true, 0.0.0.0/0",
        "2001:db8::1/32, true, 2001:db8:0:0:0:0:0:0/32"
    })
    void clearsBitsBehindPrefix(String text, boolean hasBits, String network) {
        var range = AddressRange.parse(text);

        assertThat(range.hasBitsBehindPrefix()).isEqualTo(hasBits);
        assertThat(range.network()).hasToString(network);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/33, 'expected a prefix from 0 to 32 but got 33 (10.0.0.0)'",
        "10.0.0.0/-1, 'expected a prefix from 0 to 32 but got -1 (10.0.0.0)'",
        "2001:db8::/129, 'expected a prefix from 0 to 128 but got 129 (2001:db8::)'"
    })
    void refusesPrefixThatDoesNotFitTheAddress(String text, String message) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "example.com/8",
                "10.0.0.0/x",
                "10.0.0.0/",
                "10.0.0.0/8 ALL",
                "",
                "010.0.0.0/8",
                "fe80::1%eth0/64",
                "::ffff:1.2.3.4/32"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an address range like 203.0.113.0/24 or 2001:db8::/32 but got \"" + text + "\"");
    }
}
