package io.sluice.contracts.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"110-1234-567", "a", "0", "a234567890123456789012345678901b"})
    void takesAccountIds(String text) {
        assertThat(AccountId.of(text)).contains(new AccountId(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "a_b", "../x", "a/b", "a2345678901234567890123456789012c"})
    void refusesWhatIsNoAccountId(String text) {
        assertThat(AccountId.of(text)).isEmpty();
        assertThatThrownBy(() -> new AccountId(text))
                .hasMessage(
                        "expected an account id like 110-1234-567 (lower-case letters, digits and -, at most 32) but got \""
                                + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1order", "Order", "gift-card", "_x", "a b", ".."})
    void refusesWhatIsNoSourceType(String text) {
        assertThat(SourceType.of(text)).isEmpty();
        assertThatThrownBy(() -> new SourceType(text))
                .hasMessage(
                        "expected a source type like order (a lower-case letter, then letters, digits and _, at most 63) but got \""
                                + text + "\"");
    }
}
