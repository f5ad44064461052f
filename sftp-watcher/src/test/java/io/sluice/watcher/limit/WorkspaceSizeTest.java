package io.sluice.watcher.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.EntryCount;
import io.sluice.contracts.limit.EntryCount.Kind;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.util.Set;
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
    void listsNoMoreFoldersThanAnAccountMayHave() {
        for (int i = 0; i < 60; i++) {
            world.volume().putFolders(World.ORDERS + "%02d/in".formatted(i));
        }
        world.volume().listed();

        var size = measured(new EntryLimits(9, 20));

        assertThat(world.volume().listed()).hasSize(3 + 20);
        assertThat(size.tooManyEntries()).isPresent();
    }

    /// The scan cycle of all accounts waits for these listings.
    @Test
    void listsEachOfManyFoldersSeldomWhileTheirOwnerWrites() {
        for (int i = 0; i < 1_000; i++) {
            world.volume().putFolders(World.ORDERS + "many/%03d".formatted(i));
            world.volume().put(World.ORDERS + "many/%03d/file".formatted(i), "1");
        }
        var size = measured(new EntryLimits(9_999, 9_999));
        world.volume().listed();
        world.volume().append(World.ORDERS + "many/007/file", "23");

        for (int second = 1; second < 9; second++) {
            size.measureWritten(Set.of("order"), Duration.ofSeconds(second));
        }
        var early = world.volume().listed();
        size.measureWritten(Set.of("order"), Duration.ofSeconds(12));

        assertThat(early).hasSize(8).containsOnly("/accounts/acme/sources/order");
        assertThat(size.bytes()).isEqualTo(1_002);
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
