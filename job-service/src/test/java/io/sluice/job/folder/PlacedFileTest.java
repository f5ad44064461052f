package io.sluice.job.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.SourceType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacedFileTest {
    private static final Optional<SourceType> ORDER = Optional.of(new SourceType("order"));
    private static final Optional<SourceType> MEMBER = Optional.of(new SourceType("member"));

    @Test
    void knowsTheFolderAndTheNamedSource() {
        assertThat(PlacedFile.at("/sources/order/20200125_member.csv"))
                .isEqualTo(new PlacedFile("20200125_member.csv", ORDER, MEMBER));
    }

    @Test
    void knowsTheSourceOfASubFolder() {
        assertThat(PlacedFile.at("/sources/order/old/20200125_order.csv"))
                .isEqualTo(new PlacedFile("20200125_order.csv", ORDER, ORDER));
    }

    @Test
    void knowsNoFolderOfAFileThatLiesAboveTheSources() {
        assertThat(PlacedFile.at("/sources/20200125_order.csv"))
                .isEqualTo(new PlacedFile("20200125_order.csv", Optional.empty(), ORDER));
    }

    @Test
    void knowsNoNamedSourceOfAnyOtherName() {
        assertThat(PlacedFile.at("/sources/order/my order.csv"))
                .isEqualTo(new PlacedFile("my order.csv", ORDER, Optional.empty()));
    }
}
