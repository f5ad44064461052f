package io.sluice.contracts.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.json.SluiceJson;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DaySwapTest {
    private static final JobRef JOB = new JobRef(
            new JobId("0195c0de00007000800000000000abcd"),
            new AccountId("acme"),
            new SourceType("order"),
            DataDate.of("20200125").orElseThrow(),
            "20200125_order.csv");
    private static final DataFile FILE = new DataFile(DataKeys.dayFile(JOB, "0badcafe"), 4_096, "ab".repeat(32), 17);

    @Test
    void namesObjectsOfADay() {
        assertThat(FILE.key())
                .isEqualTo("lake/acme/order/data/date=2020-01-25/0195c0de00007000800000000000abcd-0badcafe.parquet");
        assertThat(DataKeys.plainCopy(JOB.accountId(), JOB.sourceType(), JOB.dataDate()))
                .isEqualTo("data/acme/order/date=2020-01-25/data.parquet");
    }

    @Test
    void isReadAsItWasWritten() throws JsonProcessingException {
        var mapper = SluiceJson.mapper();
        var swap = new DaySwap(JOB, 3, Optional.of(FILE));

        var text = mapper.writeValueAsString(swap);

        assertThat(text).contains("\"schema_version\":3", "\"sha256\":\"" + "ab".repeat(32) + "\"", "\"rows\":17");
        assertThat(mapper.readValue(text, DaySwap.class)).isEqualTo(swap);
        assertThat(mapper.readValue(mapper.writeValueAsString(new DaySwap(JOB, 1, Optional.empty())), DaySwap.class))
                .isEqualTo(new DaySwap(JOB, 1, Optional.empty()));
    }

    @Test
    void refusesAFileWithoutRows() {
        assertThatThrownBy(() -> new DataFile("lake/acme/x.parquet", 10, "ab".repeat(32), 0))
                .hasMessage(
                        "expected a data file with bytes and rows but got 10 bytes and 0 rows, lake/acme/x.parquet");
        assertThatThrownBy(() -> new DataFile("lake/acme/x.parquet", 10, "AB".repeat(32), 1))
                .hasMessage("expected a SHA-256 of 64 lower-case hex digits but got \"%s\", lake/acme/x.parquet"
                        .formatted("AB".repeat(32)));
        assertThatThrownBy(() -> DataKeys.dayFile(JOB, "../../xx"))
                .hasMessage("expected an attempt of 8 lower-case hex digits but got \"../../xx\"");
    }
}
