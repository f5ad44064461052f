package io.sluice.watcher.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final Duration ROUND = Duration.ofSeconds(2);

    private final World world = new World();

    @Test
    void looksAtEachAccountOnceInAPeriod() {
        var looks = looks(new Sweep(Duration.ofSeconds(60), 10), 600, Duration.ofSeconds(300));

        assertThat(looks).allSatisfy(times -> assertThat(times).hasSizeBetween(4, 5));
        assertThat(looks).allSatisfy(times -> assertThat(longestPause(times)).isLessThanOrEqualTo(62));
    }

    @Test
    void spreadsTheLooksOverThePeriod() {
        var looks = looks(new Sweep(Duration.ofSeconds(60), 10), 600, Duration.ofSeconds(300));

        var inEachRound = new int[151];
        looks.forEach(times -> times.forEach(time -> inEachRound[time / 2]++));
        assertThat(Arrays.stream(inEachRound).max().orElseThrow()).isLessThanOrEqualTo(3 * 20);
    }

    @Test
    void takesLongerForMoreAccounts() {
        var looks = looks(new Sweep(Duration.ofSeconds(60), 10), 6_000, Duration.ofSeconds(600));

        assertThat(looks).allSatisfy(times -> assertThat(times).hasSize(1));
    }

    @Test
    void refusesRateOfZero() {
        assertThatThrownBy(() -> new Sweep(Duration.ofSeconds(60), 0))
                .hasMessage("expected a sweep of a positive interval and a rate of at least 1 but they are PT1M and 0");
    }

    @Test
    void findsFileThatTheLedgerMissed() {
        var watcher = world.watcher();
        world.uploads("20200125_order.csv", "a\n");
        world.cycles(watcher, Duration.ofSeconds(10));
        world.volume().put("/accounts/acme/sources/member/20200125_member.csv", "a\n");

        world.cycles(watcher, World.SWEEP.plus(World.UNMENTIONED_QUIET).plusSeconds(4));

        assertThat(world.claims()).hasSize(2);
    }

    @Test
    void looksAtEveryAccountAtOnceWhenLinesOfTheLedgerAreLost() {
        world.uploads("20200125_order.csv", "a\n");
        var watcher = world.watcher();
        world.cycles(watcher, Duration.ofSeconds(10));
        world.volume().listed();
        world.volume().delete(VolumePaths.LEDGER);
        world.ledger("server-start", "s9", "");

        watcher.run();

        assertThat(world.volume().listed()).contains("/accounts/acme/sources");
    }

    @Test
    void seesFilesInSubFoldersWithoutLedger() {
        var watcher = world.watcher();
        world.volume().putFolders(World.ORDERS + "sub");
        world.cycles(watcher, Duration.ofSeconds(10));
        world.volume().put(World.ORDERS + "sub/20200125_order.csv", "a\n");

        world.cycles(watcher, World.SWEEP.plusSeconds(4));

        assertThat(world.reason("/sources/order/sub/20200125_order.csv"))
                .isEqualTo(
                        "A file in a sub-folder is not taken, expected it in /sources/order/; move it to /sources/order/20200125_order.csv");
    }

    /// The seconds at which each of so many accounts is looked at, after a first look at the beginning.
    private static List<List<Integer>> looks(Sweep sweep, int accounts, Duration during) {
        var looks = new ArrayList<List<Integer>>();
        for (int i = 0; i < accounts; i++) {
            var id = new AccountId("shop-%05d".formatted(i));
            var times = new ArrayList<Integer>();
            var lookedAt = Duration.ZERO;
            for (var tick = ROUND; tick.compareTo(during) <= 0; tick = tick.plus(ROUND)) {
                if (sweep.isDue(id, lookedAt, tick, accounts)) {
                    times.add((int) tick.toSeconds());
                    lookedAt = tick;
                }
            }
            looks.add(times);
        }
        return looks;
    }

    private static int longestPause(List<Integer> times) {
        var longest = times.getFirst();
        for (int i = 1; i < times.size(); i++) {
            longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        return longest;
    }
}
