package io.sluice.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnDiskTest {
    @TempDir
    private Path accounts;

    /// The reader of all accounts' messages goes on.
    @Test
    void aRequestWithAnImpossiblePathCountsAsCarriedOut() {
        var disk = new OnDisk(accounts);

        assertThat(disk.wasDone(new AccountId("acme"), new SftpMessage.Removed("/a\0b")))
                .isTrue();
    }
}
