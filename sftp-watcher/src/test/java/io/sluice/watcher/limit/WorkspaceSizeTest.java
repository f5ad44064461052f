package io.sluice.watcher.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.EntryCount;
import io.sluice.contracts.limit.EntryCount.Kind;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What counts as a file and as a folder; the account has six folders for its two sources.
class WorkspaceSizeTest {
    private final World world = new World();

    @Test
    void countsFilesOfAllFoldersAndAClaimAsOne() {
        world.volume().put(World.ORDERS + "empty", "");
        world.volume().putFolders(World.ORDERS + "deep/er");
        world.volume().put(World.ORDERS + "deep/er/empty", "");
        world.volume().putLink(World.ORDERS + "link");
        world.volume().put("/accounts/acme/invalid/order/a.csv", "1");
        claim("0193f000000070008000000000000001");

        assertThat(measured(new EntryLimits(4, 8)).tooManyEntries()).contains(new EntryCount(Kind.FILES, 5, 4));
        assertThat(measured(new EntryLimits(5, 8)).tooManyEntries()).isEmpty();
    }

    @Test
    void countsFoldersButNoClaims() {
        world.volume().putFolders(World.ORDERS + "deep/er");
        claim("0193f000000070008000000000000001");

        assertThat(measured(new EntryLimits(9, 7)).tooManyEntries()).contains(new EntryCount(Kind.FOLDERS, 8, 7));
        assertThat(measured(new EntryLimits(9, 8)).tooManyEntries()).isEmpty();
    }

    @Test
    void measuresEveryFolderOfAnAccountWithinTheLimit() {
        world.volume().putFolders(World.ORDERS + "deep/er");
        world.volume().put(World.ORDERS + "deep/er/file", "123");
        world.volume().put("/accounts/acme/invalid/order/a.csv", "1");

        assertThat(measured(new EntryLimits(9, 8)).bytes()).isEqualTo(4);
    }

    @Test
    void aFolderTooDeepToBeMeasuredIsTooMuch() {
        var deep = "sources/order/" + "d".repeat(200) + "/" + "e".repeat(200);
        world.volume().putFolders("/accounts/acme/" + deep + "/further");
        world.volume().put("/accounts/acme/" + deep + "/further/file", "123");

        assertThat(measured(new EntryLimits(9, 9)).tooManyEntries()).contains(new EntryCount(Kind.FOLDERS, 8 + 9, 9));
    }

    @Test
    void namesTheKeyThatAllowsNothing() {
        assertThatThrownBy(() -> new EntryLimits(0, 1)).hasMessage("sluice.limits.max-files is 0, expected 1 or more");
        assertThatThrownBy(() -> new EntryLimits(1, -1))
                .hasMessage("sluice.limits.max-folders is -1, expected 1 or more");
    }

    private void claim(String job) {
        var folder = "/processing/acme/" + job;
        world.volume().putFolders(folder);
        world.volume().put(folder + "/20200125_order.csv", "");
        world.volume().put(folder + "/" + VolumePaths.CLAIM, "");
    }

    private WorkspaceSize measured(EntryLimits limits) {
        var size = new WorkspaceSize(world.volume(), World.ACME, limits);
        size.measure(folder -> true, Duration.ZERO);
        return size;
    }
}
