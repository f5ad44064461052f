package io.sluice.sftpserver.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.AddressRange;
import io.sluice.contracts.account.SourceType;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SftpAccountTest {
    private static final InetAddress HOME = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void admitsWhoComesFromItsRanges() {
        var account = account("acme", AccountState.ACTIVE, AddressRange.parse("127.0.0.0/8"));

        assertThat(account.admits(HOME)).isTrue();
        assertThat(account.admits(InetAddress.ofLiteral("203.0.113.7"))).isFalse();
    }

    @Test
    void admitsNobodyByAnEmptyList() {
        assertThat(account("acme", AccountState.ACTIVE).admits(HOME)).isFalse();
    }

    @Test
    void admitsNobodyWhileItIsSuspended() {
        assertThat(account("acme", AccountState.SUSPENDED, AddressRange.parse("127.0.0.0/8"))
                        .admits(HOME))
                .isFalse();
    }

    @Test
    void refusesTheNameOfTheServiceUser() {
        assertThatThrownBy(() -> account("sluice-service", AccountState.ACTIVE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected the id of an account but got sluice-service, the user of the services");
        assertThatThrownBy(() -> account("sluice-validator", AccountState.ACTIVE))
                .hasMessage("expected the id of an account but got sluice-validator, the user of the services");
    }

    private static SftpAccount account(String accountId, AccountState state, AddressRange... ranges) {
        return new SftpAccount(
                new AccountId(accountId),
                state,
                Optional.empty(),
                List.of(),
                List.of(ranges),
                Set.of(new SourceType("order")));
    }
}
