package io.sluice.contracts.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountFacts.Limits;
import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.SourceType;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedPathTest {
    private static final AccountFacts SHOP = account("order", "member", "gift_card", "points");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /sources/order/20200129_x_final.csv        | rename it to 20200129_order.csv
            /sources/order/20200125_order.CSV          | rename it to 20200125_order.csv
            /sources/order/2020-01-25_order.csv        | rename it to 20200125_order.csv
            /sources/order/2020_01_25.csv              | rename it to 20200125_order.csv
            /sources/order/order_20200125.csv          | rename it to 20200125_order.csv
            /sources/order/Order-20200125.tsv          | rename it to 20200125_order.tsv
            /sources/order/order 25.01.2020.csv        | rename it to 20200125_order.csv
            /sources/order/25012020_order.csv          | rename it to 20200125_order.csv
            /sources/order/01312020_order.csv          | rename it to 20200131_order.csv
            /sources/order/20200125_order              | rename it to 20200125_order.csv
            /sources/order/20200125_order (1).csv      | rename it to 20200125_order.csv
            /sources/order/20200125_order.csv.1        | rename it to 20200125_order.csv
            /sources/order/20200125_order.csv (2)      | rename it to 20200125_order.csv
            /sources/order/20200125_order.txt          | rename it to 20200125_order.csv
            /sources/order/20200125_order.tab          | rename it to 20200125_order.tsv
            /sources/order/20200125093000_order.csv    | rename it to 20200125_order.csv
            /sources/order/20200125T0930_order.csv     | rename it to 20200125_order.csv
            /sources/order/２０２００１２５_order.csv        | rename it to 20200125_order.csv
            /sources/order/20200125_order.xlsx         | save its content as CSV and upload it as /sources/order/20200125_order.csv
            /sources/order/20200125_order.csv.gz       | save its content as CSV and upload it as /sources/order/20200125_order.csv
            /sources/order/20200125_order.tsv.zip      | save its content as TSV and upload it as /sources/order/20200125_order.tsv
            /sources/order/20200125_member.csv         | move it to /sources/member/20200125_member.csv
            /sources/order/20200125_order_member.csv   | rename it to 20200125_order.csv
            /sources/order/20200125_gift-card.csv      | move it to /sources/gift_card/20200125_gift_card.csv
            /sources/20200125_order.csv                | move it to /sources/order/20200125_order.csv
            /sources/20200125_orders.csv               | move it to /sources/order/20200125_order.csv
            /sources/member/old/20200125_member.csv    | move it to /sources/member/20200125_member.csv
            /sources/members/20200125.csv              | move it to /sources/member/20200125_member.csv
            """)
    void saysWhatToDoWithAFile(String path, String advice) {
        assertThat(ExpectedPath.of(path, SHOP).orElseThrow().advice(path)).hasValue(advice);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /sources/order/order.csv                   | YYYYMMDD_order.csv
            /sources/order/01022020_order.csv          | YYYYMMDD_order.csv
            /sources/order/20200230_order.csv          | YYYYMMDD_order.csv
            /sources/order/20200125_20200126.csv       | YYYYMMDD_order.csv
            /sources/order/200125_order.csv            | YYYYMMDD_order.csv
            /sources/order/18991231_order.csv          | YYYYMMDD_order.csv
            """)
    void guessesNoDay(String path, String fileName) {
        var expected = ExpectedPath.of(path, SHOP).orElseThrow();

        assertThat(expected.fileName()).isEqualTo(fileName);
        assertThat(expected.advice(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/sources/20200125_x.csv",
        "/sources/x/20200125_y.csv",
        "/sources/20200125_points_member.csv",
        "/sources/20200125_bell.csv"
    })
    void guessesNoSource(String path) {
        assertThat(ExpectedPath.of(path, account("points", "member", "ball", "bill"))
                        .filter(expected -> !expected.source().value().equals("points")))
                .isEmpty();
    }

    @Test
    void namesTheOnlySource() {
        assertThat(ExpectedPath.of("/sources/x/20200125_y.csv", account("order")))
                .map(ExpectedPath::path)
                .hasValue("/sources/order/20200125_order.csv");
    }

    @Test
    void saysNothingOfARetiredSource() {
        var account = account(List.of(
                Source.ofDays(new SourceType("order"), "Order", true),
                Source.ofDays(new SourceType("member"), "Member", false)));

        assertThat(ExpectedPath.of("/sources/order/20200125_order.csv", account))
                .isEmpty();
        assertThat(ExpectedPath.of("/sources/20200125_order.csv", account))
                .map(ExpectedPath::source)
                .hasToString("Optional[member]");
    }

    /// Who follows the advice is not ignored again.
    @Test
    void endsWithAFileThatIsTaken() {
        var random = new Random(20);
        var parts = List.of(
                "20200125",
                "2020-01-25",
                "order",
                "Member",
                "_",
                "-",
                ".",
                " ",
                "final",
                "csv",
                ".csv",
                ".tsv",
                "(1)",
                "é");
        var names = new ArrayList<String>();
        for (int i = 0; i < 5_000; i++) {
            var name = new StringBuilder();
            for (int part = 0; part < 1 + random.nextInt(6); part++) {
                name.append(parts.get(random.nextInt(parts.size())));
            }
            names.add(name.toString());
        }

        assertThat(names)
                .allSatisfy(name -> ExpectedPath.of("/sources/order/" + name, SHOP)
                        .filter(ExpectedPath::isConcrete)
                        .ifPresent(expected -> assertThat(UploadName.read(expected.fileName(), expected.source()))
                                .isInstanceOf(UploadName.Dated.class)));
    }

    private static AccountFacts account(String... sources) {
        return account(List.of(sources).stream()
                .map(source -> Source.ofDays(new SourceType(source), source, false))
                .toList());
    }

    private static AccountFacts account(List<Source> sources) {
        return new AccountFacts(
                new AccountId("acme"),
                1,
                "Acme",
                AccountState.ACTIVE,
                List.of(),
                List.of(),
                ZoneOffset.UTC,
                "en",
                Optional.empty(),
                new Limits(2, 1),
                Optional.empty(),
                sources,
                Set.of());
    }
}
