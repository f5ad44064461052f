package io.sluice.job.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.SourceType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourcePathTest {
    private static final Optional<SourceType> ORDER = Optional.of(new SourceType("order"));
    private static final Optional<SourceType> MEMBER = Optional.of(new SourceType("member"));

    @Test
    void knowsTheFolderAndTheNamedSource() {
        assertThat(SourcePath.of("/sources/order/20200125_member.csv"))
                .isEqualTo(new SourcePath("20200125_member.csv", ORDER, MEMBER));
    }

    @Test
    void knowsTheSourceOfASubFolder() {
        assertThat(SourcePath.of("/sources/order/old/20200125_order.csv"))
                .isEqualTo(new SourcePath("20200125_order.csv", ORDER, ORDER));
    }

    @Test
    void knowsNoFolderOfAFileAboveTheSourceFolders() {
        assertThat(SourcePath.of("/sources/20200125_order.csv"))
                .isEqualTo(new SourcePath("20200125_order.csv", Optional.empty(), ORDER));
    }

    @Test
    void knowsNoNamedSourceOfAnyOtherName() {
        assertThat(SourcePath.of("/sources/order/my order.csv"))
                .isEqualTo(new SourcePath("my order.csv", ORDER, Optional.empty()));
    }
}
