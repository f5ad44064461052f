package io.sluice.validator.dryrun;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.account.AccountId;
import org.junit.jupiter.api.Test;

class BodySpaceTest {
    private static final AccountId ONE = new AccountId("one");
    private static final AccountId OTHER = new AccountId("other");
    private static final AccountId THIRD = new AccountId("third");

    private final BodySpace space = new BodySpace(100);

    @Test
    void givesHalfToOneAccount() throws NoSpaceException {
        space.take(ONE, 50);

        assertThatThrownBy(() -> space.take(ONE, 1))
                .isInstanceOf(NoSpaceException.class)
                .hasMessage("the bodies of dry runs have taken their share of the disk");
        assertThatCode(() -> space.take(OTHER, 50)).doesNotThrowAnyException();
    }

    @Test
    void givesAllToAllAccountsTogether() throws NoSpaceException {
        space.take(ONE, 50);
        space.take(OTHER, 49);

        assertThatThrownBy(() -> space.take(THIRD, 2)).isInstanceOf(NoSpaceException.class);
        assertThatCode(() -> space.take(THIRD, 1)).doesNotThrowAnyException();
    }

    @Test
    void givesAgainWhatWasGivenBack() throws NoSpaceException {
        space.take(ONE, 50);
        space.giveBack(ONE, 20);

        assertThatCode(() -> space.take(ONE, 20)).doesNotThrowAnyException();
    }
}
