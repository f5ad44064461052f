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
        assertThat(UnreadFile.overLimit(tooMany(Kind.FILES, 100_001, 100_000)))
                .isEqualTo(
                        "Workspace limit exceeded: 100,001 of 100,000 files used, 1 too many; upload the file again"
                                + " once older files are archived, which makes room by itself, or ask the platform team for more");
        assertThat(UnreadFile.overLimit(tooMany(Kind.FOLDERS, 5_002, 5_000)))
                .isEqualTo("Workspace limit exceeded: 5,002 of 5,000 folders used, 2 too many; ask the platform team to"
                        + " remove folders, then upload the file again");
    }

    private static LimitExceeded tooMany(Kind kind, long used, long limit) {
        return new LimitExceeded(Limit.WORKSPACE, 0, 5L << 30, Optional.of(new EntryCount(kind, used, limit)));
    }
}
