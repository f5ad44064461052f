package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AllowListTest {
    @Test
    void namesTheRangeThatHoldsTheAddress() {
        var list = new AllowList(List.of("203.0.113.0/25", "2001:db8::/33", "198.51.100.7"));

        assertThat(list.admitting("203.0.113.127")).contains("203.0.113.0/25");
        assertThat(list.admitting("203.0.113.128")).isEmpty();
        assertThat(list.admitting("2001:db8:7fff::1")).contains("2001:db8::/33");
        assertThat(list.admitting("2001:db8:8000::1")).isEmpty();
        assertThat(list.admitting("198.51.100.7")).contains("198.51.100.7");
    }

    @Test
    void namesTheNarrowestRangeOfAnAddress() {
        assertThat(AllowList.rangeOf("203.0.113.7")).isEqualTo("203.0.113.7/32");
        assertThat(AllowList.rangeOf("2001:db8::7")).isEqualTo("2001:db8::7/128");
    }

    @Test
    void saysThatAnEmptyListAdmitsNobody() {
        assertThat(new AllowList(List.of())).hasToString("nobody");
    }
}
