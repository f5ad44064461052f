package io.sluice.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveKeyTest {
    private static final JobRef JOB = new JobRef(
            new JobId(ArchiveWorld.job(1)),
            new AccountId("110-1234-567"),
            new SourceType("order_line"),
            DataDate.of("20191231").orElseThrow(),
            "20191231_order_line.tsv");

    @Test
    void liesUnderTheMonthOfTheDataDate() {
        assertThat(ArchiveKey.of(JOB, ArchivedPart.FILE))
                .hasToString("archive/110-1234-567/order_line/2019/12/20191231_order_line." + ArchiveWorld.job(1)
                        + ".tsv.gz");
    }

    @ParameterizedTest
    @EnumSource(ArchivedPart.class)
    void readsWhatItWrites(ArchivedPart kind) {
        var key = ArchiveKey.of(JOB, kind);

        assertThat(ArchiveKey.read(key.toString())).contains(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "archive/acme/order/2019/11/20191231_order.01930000000070008000000000000001.csv.gz",
                "archive/acme/order/2019/12/20191231_member.01930000000070008000000000000001.csv.gz",
                "archive/acme/order/2019/12/20191331_order.01930000000070008000000000000001.csv.gz",
                "archive/acme/order/2019/12/20191231_order.1.csv.gz",
                "archive/acme/order/2019/12/20191231_order.01930000000070008000000000000001.csv",
                "archive/acme/order/2019/12/20191231_order.01930000000070008000000000000001.txt.gz",
                "archive/ACME/order/2019/12/20191231_order.01930000000070008000000000000001.csv.gz",
                "reports/acme/01930000000070008000000000000001.csv"
            })
    void otherKeysAreNone(String key) {
        assertThat(ArchiveKey.read(key)).isEmpty();
    }
}
