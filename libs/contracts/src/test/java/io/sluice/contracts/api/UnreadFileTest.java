package io.sluice.contracts.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.limit.EntryCount;
import io.sluice.contracts.limit.EntryCount.Kind;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnreadFileTest {
    @Test
    void promisesRoomOnlyWhereItComesByItself() {
        assertThat(UnreadFile.overLimit(tooMany(Kind.FILES, 100_001, 100_000), 1))
                .isEqualTo(
                        "Workspace limit exceeded: 100,001 of 100,000 files used, 1 too many; upload the file again"
                                + " once older files are archived, which makes room by itself, or ask the platform team for more");
        assertThat(UnreadFile.overLimit(tooMany(Kind.FOLDERS, 5_002, 5_000), 1))
                .isEqualTo("Workspace limit exceeded: 5,002 of 5,000 folders used, 2 too many; ask the platform team to"
                        + " remove folders, then upload the file again");
    }

    @Test
    void promisesNoRoomForAFileThatIsLargerThanTheLimit() {
        var daily = LimitExceeded.ofBytes(Limit.DAILY, 2_000, 1_000);
        var workspace = LimitExceeded.ofBytes(Limit.WORKSPACE, 2_000, 1_000);
        var never = " of 1,000 bytes used, 1,000 too many; the file alone is larger than the limit and never fits,"
                + " ask the platform team for a higher one";

        assertThat(UnreadFile.overLimit(daily, 1_001)).isEqualTo("Daily upload limit exceeded: 2,000" + never);
        assertThat(UnreadFile.overLimit(workspace, 1_001)).isEqualTo("Workspace limit exceeded: 2,000" + never);
        assertThat(UnreadFile.overLimit(daily, 1_000))
                .isEqualTo("Daily upload limit exceeded: 2,000 of 1,000 bytes used, 1,000 too many;"
                        + " upload the file again tomorrow, or ask the platform team for a higher limit");
    }

    private static LimitExceeded tooMany(Kind kind, long used, long limit) {
        return new LimitExceeded(Limit.WORKSPACE, 0, 5L << 30, Optional.of(new EntryCount(kind, used, limit)));
    }
}
