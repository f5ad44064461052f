package io.sluice.batch.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.batch.upload.UploadPlaces.Limits;
import io.sluice.batch.upload.UploadPlaces.Place;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.Md5;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadPlacesTest {
    private static final int IN_TOTAL = 64;
    private static final Md5 CHECKSUM = new Md5("40d9a12f0a3c93c8ed66a3b6f3735790");

    private long now;
    private final UploadPlaces places =
            new UploadPlaces(new Limits(IN_TOTAL, 8, 1_000, Duration.ofSeconds(10)), () -> now);

    @Test
    void givesAnAccountItsShare() {
        assertThat(takeAll(account(1))).hasSize(8);
        assertThat(places.acquire(account(1))).isEqualTo(new Place.AccountBusy(8));
    }

    @Test
    void keepsPlacesForFurtherAccountsWhileEightTakeWhatTheyCan() {
        var taken = takeAll(1, 8);

        assertThat(taken).hasSizeLessThan(IN_TOTAL);
        assertThat(places.acquire(account(9))).isInstanceOf(Place.Granted.class);
    }

    @Test
    void givesBackWhatIsClosed() {
        var taken = takeAll(account(1));

        taken.getFirst().close();
        taken.getFirst().close();

        assertThat(takeAll(account(1))).hasSize(1);
    }

    @Test
    void cutsTheSlowestUploadForAnAccountWithoutOne() {
        var taken = takeAll(1, 64);
        assertThat(taken).hasSize(IN_TOTAL);
        var bodies = begin(taken, 9_000);
        bodies.get(7).take(new byte[100]);
        bodies.forEach(body -> body.take(new byte[900]));
        now = Duration.ofSeconds(10).toNanos();

        assertThat(places.acquire(account(99))).isInstanceOf(Place.Granted.class);

        assertThat(bodies).filteredOn(UploadBody::wasCut).hasSize(1);
        assertThat(bodies.get(7).wasCut()).isFalse();
    }

    @Test
    void cutsNoneThatIsYoungOrFastOrHasArrived() {
        var bodies = begin(takeAll(1, 64), 10_000);
        now = Duration.ofSeconds(10).toNanos() - 1;
        assertThat(places.acquire(account(99))).isEqualTo(new Place.ServiceBusy(IN_TOTAL));

        bodies.stream().skip(1).forEach(body -> body.take(new byte[10_000]));
        bodies.getFirst().release();
        now++;

        assertThat(places.acquire(account(99))).isEqualTo(new Place.ServiceBusy(IN_TOTAL));
    }

    private List<Place.Granted> takeAll(int from, int to) {
        var taken = new ArrayList<Place.Granted>();
        for (int i = from; i <= to; i++) {
            taken.addAll(takeAll(account(i)));
        }
        return taken;
    }

    private List<Place.Granted> takeAll(AccountId account) {
        var taken = new ArrayList<Place.Granted>();
        while (places.acquire(account) instanceof Place.Granted place) {
            taken.add(place);
        }
        return taken;
    }

    private static List<UploadBody> begin(List<Place.Granted> places, int size) {
        return places.stream()
                .map(place -> {
                    var body = new UploadBody(CHECKSUM, size, Runnable::run);
                    place.holds(body);
                    return body;
                })
                .toList();
    }

    private static AccountId account(int number) {
        return new AccountId("account-" + number);
    }
}
