package io.sluice.contracts.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.SourceType;
import io.sluice.engine.Delimiter;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadNameTest {
    private static final SourceType ORDER = new SourceType("order");
    private static final Predicate<SourceType> HAS_FOLDER = List.of(ORDER, new SourceType("member"))::contains;

    @Test
    void readsDateAndDelimiter() {
        var name = UploadName.read("20200125_order.tsv", ORDER, HAS_FOLDER);

        assertThat(name)
                .isEqualTo(new UploadName.Dated(
                        "20200125_order.tsv", ORDER, new DataDate(LocalDate.of(2020, 1, 25)), Delimiter.TAB));
    }

    @Test
    void readsSourceTypeWithUnderscores() {
        var name = UploadName.read("20200125_gift_card_2.csv", new SourceType("gift_card_2"), HAS_FOLDER);

        assertThat(name).isInstanceOf(UploadName.Dated.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".20200125_order.csv",
                "20200125_order.csv.filepart",
                "20200125_order.csv.part",
                "20200125_order.csv.partial",
                "20200125_order.tmp",
                "20200125_order.csv.TEMP",
                "20200125_order.csv.crdownload",
                ".20200125_order.csv.swp",
                "20200125_order.csv~",
                ".lftp-upload",
                "lftp-pget-status"
            })
    void leavesTemporaryNamesAlone(String fileName) {
        assertThat(UploadName.read(fileName, ORDER, HAS_FOLDER)).isEqualTo(new UploadName.Temporary(fileName));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            20200125_order        | The name has no extension, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv
            20200125_order.xlsx   | Unknown extension .xlsx, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv
            20200125_order.CSV    | Unknown extension .CSV, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv
            2020-01-25_order.csv  | The name does not begin with a date and _, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv
            order.csv             | The name does not begin with a date and _, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv
            20200230_order.csv    | 20200230 is no date from 19000101 on, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv
            18991231_order.csv    | 18991231 is no date from 19000101 on, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv
            20200125_member.csv   | A file of member lies in the folder of order, expected sources/member/
            20200125_x_final.csv  | "x_final" is no source of the account, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv
            20200125_order 2.csv  | "order 2" is no source of the account, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv
            20200125_..order.csv  | "..order" is no source of the account, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv
            """)
    void saysWhyItIgnoresAName(String fileName, String reason) {
        assertThat(UploadName.read(fileName, ORDER, HAS_FOLDER)).isEqualTo(new UploadName.Ignored(fileName, reason));
    }

    @Test
    void escapesInvisibleCharactersInItsReason() {
        assertThat(UploadName.read("20200125_or\u200Bder.csv", ORDER, HAS_FOLDER))
                .isEqualTo(
                        new UploadName.Ignored(
                                "20200125_or\u200Bder.csv",
                                "\"or\\u200Bder\" is no source of the account, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv"));
    }
}
