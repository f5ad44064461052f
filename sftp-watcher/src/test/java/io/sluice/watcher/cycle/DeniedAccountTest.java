package io.sluice.watcher.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The volume denies this service something of one account. All others go on, and nobody says of this one
/// that nothing was received.
class DeniedAccountTest {
    private static final String JOB = "0193f000000070008000000000000001";
    private static final AccountId OTHER = new AccountId("other");
    private static final Duration LONG = World.LONG_QUIET.plusSeconds(20);

    private final World world = new World();

    @ParameterizedTest
    @CsvSource({
        "/processing/acme, true",
        "/processing/acme/0193f000000070008000000000000001, true",
        "/accounts/acme/sources, true",
        "/accounts/acme/sources/order, true",
        "/accounts/acme/sources/order/more, false",
        "/accounts/acme/processed, false",
        "/accounts/acme/processed/order, false",
        "/limits, false",
        "/limits/confirmed, false"
    })
    void deniedFolderHurtsNoOtherAccount(String folder, boolean hidesUploads) {
        world.accounts().add(world.facts("other", "order"));
        world.volume().putFolders("/processing/acme/" + JOB);
        world.volume().put("/processing/acme/%s/20200124_order.csv".formatted(JOB), "a\n");
        world.volume().putFolders("/accounts/acme/sources/order/more");
        world.volume().put("/accounts/other/sources/order/20200125_order.csv", "b\n");
        world.volume().refuseListing(folder);
        var watcher = world.watcher();

        world.cycles(watcher, LONG);

        assertThat(world.claims())
                .filteredOn(claim -> claim.job().accountId().equals(OTHER))
                .hasSize(1);
        assertThat(watcher.run().unseen()).isEqualTo(hidesUploads ? Set.of(World.ACME) : Set.of());
    }

    /// Whatever a tenant finds that fails, the others must not wait for it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/processing/acme",
                "/processing/acme/0193f000000070008000000000000001",
                "/accounts/acme/sources",
                "/accounts/acme/sources/order",
                "/accounts/acme/processed/order"
            })
    void unforeseenFailureHurtsNoOtherAccount(String folder) {
        world.accounts().add(world.facts("other", "order"));
        world.volume().putFolders("/processing/acme/" + JOB);
        world.volume().put("/accounts/other/sources/order/20200125_order.csv", "b\n");
        world.volume().failUnforeseen(folder);

        world.cycles(world.watcher(), LONG);

        assertThat(world.claims()).extracting(claim -> claim.job().accountId()).containsExactly(OTHER);
    }

    @Test
    void claimThatFailsUnforeseenHurtsNoOtherAccount() {
        world.accounts().add(world.facts("other", "order"));
        var watcher = world.watcher();
        world.uploads("20200125_order.csv", "a\n");
        world.volume().put("/accounts/other/sources/order/20200125_order.csv", "b\n");
        world.volume()
                .after(
                        "rename " + World.ORDERS + "20200125_order.csv",
                        () -> world.volume().folders("/processing/acme").forEach(world.volume()::failUnforeseen));

        world.cycles(watcher, World.UNMENTIONED_QUIET.plus(LONG));

        assertThat(world.claims()).extracting(claim -> claim.job().accountId()).containsExactly(OTHER);
    }

    @Test
    void accountIsSeenAgainWhenItsClaimsAre() {
        world.volume().putFolders("/processing/acme/" + JOB);
        world.volume().refuseListing("/processing/acme");
        var watcher = world.watcher();
        var before = watcher.run().unseen();
        world.volume().allowListing("/processing/acme");

        world.cycles(watcher, Duration.ofMinutes(6));

        assertThat(before).containsExactly(World.ACME);
        assertThat(watcher.run().unseen()).isEmpty();
    }
}
