package io.sluice.watcher.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.fixtures.TestAccount;
import io.sluice.volume.EntryType;
import io.sluice.volume.FileAttributes;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final FileAttributes FILE =
            new FileAttributes(EntryType.FILE, 1, Instant.parse("2020-01-25T10:00:00Z"));

    private final AccountFacts account = TestAccount.of("acme")
            .sources(
                    AccountFacts.Source.ofDays(new SourceType("order"), "Order", false),
                    new AccountFacts.Source(
                            new SourceType("batch_guest"),
                            "Guest",
                            false,
                            SourceKind.ENTITIES,
                            Optional.of(new BatchSchema("guest"))))
            .facts();

    @Test
    void ignoresFilesOfSourceThatTakesRecords() {
        assertThat(Placement.of(account, "batch_guest", "20200125_batch_guest.csv", FILE))
                .isEqualTo(new Placement.Ignored("Source batch_guest takes records of batches over HTTP and no files"));
    }

    @Test
    void namesNoFolderOfSourceThatTakesRecords() {
        assertThat(Placement.of(account, "", "20200125_batch_guest.csv", FILE))
                .isEqualTo(new Placement.Ignored(
                        "A file directly in /sources is not taken, expected it in /sources/order/"));
        assertThat(Placement.of(account, "order", "20200125_batch_guest.csv", FILE))
                .isEqualTo(
                        new Placement.Ignored(
                                "\"batch_guest\" is no source of the account, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv"));
    }
}
