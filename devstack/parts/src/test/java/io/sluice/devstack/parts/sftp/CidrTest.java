package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "0.0.0.0/0, 198.51.100.1, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 198.51.100.1, false",
    })
    void holdsExactlyItsAddresses(String range, String address, boolean held) throws Exception {
        assertThat(Cidr.parse(range).contains(InetAddress.ofLiteral(address))).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({"localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "2001:db8::/129", "example.com/8"})
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .hasMessage("address range '" + text + "', expected CIDR such as 203.0.113.0/24 or 2001:db8::/32");
    }

    @Test
    void admitsNobodyByAnEmptyList() throws Exception {
        SftpAccount account = new SftpAccount("acme", true, Optional.empty(), List.of(), List.of(), Set.of("order"));

        assertThat(account.admits(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
    }
}
