package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SftpAccountTest {

    @Test
    void admitsNobodyByAnEmptyList() throws Exception {
        SftpAccount account = new SftpAccount("acme", true, Optional.empty(), List.of(), List.of(), Set.of("order"));

        assertThat(account.admits(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
    }
}
