package io.sluice.batch.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.batch.address.SignedAddresses.Purpose;
import io.sluice.batch.state.Batch;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.web.address.AddressSigner;
import io.sluice.web.address.AddressSigner.Check;
import io.sluice.web.address.SigningKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SignedAddressesTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final SigningKey OLD = new SigningKey("old", "o".repeat(40));
    private static final SigningKey NEW = new SigningKey("new", "n".repeat(40));
    private static final Pattern PARAMETERS = Pattern.compile(".*\\?exp=(.+)&kid=(.+)&sig=(.+)");

    private final SignedAddresses before = addresses(OLD, Optional.empty());
    private final SignedAddresses during = addresses(NEW, Optional.of(OLD));
    private final SignedAddresses after = addresses(NEW, Optional.empty());

    @Test
    void signsPathWithoutSlashAtItsEnd() {
        assertThat(before.sign(Purpose.UPLOAD, batch("40d9a12f0a3c93c8ed66a3b6f3735790", 3_456), LATER))
                .matches(
                        "/v2/uploads/3ee694e5-0b77-2d1e-af19-1aa78f500785\\?exp=1795957200000&kid=[0-9a-f]{8}&sig=[A-Za-z0-9_-]{43}");
    }

    @Test
    void acceptsPreviousKeyUntilItIsTakenAway() {
        var batch = batch("40d9a12f0a3c93c8ed66a3b6f3735790", 3_456);
        var address = before.sign(Purpose.UPLOAD, batch, LATER);

        assertThat(check(before, Purpose.UPLOAD, batch, address)).isEqualTo(Check.VALID);
        assertThat(check(during, Purpose.UPLOAD, batch, address)).isEqualTo(Check.VALID);
        assertThat(check(after, Purpose.UPLOAD, batch, address)).isEqualTo(Check.FORGED);
        assertThat(check(after, Purpose.UPLOAD, batch, during.sign(Purpose.UPLOAD, batch, LATER)))
                .isEqualTo(Check.VALID);
    }

    @Test
    void servesOneFileAndOnePurpose() {
        var address = before.sign(Purpose.UPLOAD, batch("40d9a12f0a3c93c8ed66a3b6f3735790", 3_456), LATER);

        assertThat(check(before, Purpose.UPLOAD, batch("40d9a12f0a3c93c8ed66a3b6f3735790", 3_457), address))
                .isEqualTo(Check.FORGED);
        assertThat(check(before, Purpose.UPLOAD, batch("00d9a12f0a3c93c8ed66a3b6f3735790", 3_456), address))
                .isEqualTo(Check.FORGED);
        assertThat(check(before, Purpose.LOG, batch("40d9a12f0a3c93c8ed66a3b6f3735790", 3_456), address))
                .isEqualTo(Check.FORGED);
    }

    @Test
    void expires() {
        var batch = batch("40d9a12f0a3c93c8ed66a3b6f3735790", 3_456);

        assertThat(check(before, Purpose.UPLOAD, batch, before.sign(Purpose.UPLOAD, batch, NOW)))
                .isEqualTo(Check.EXPIRED);
    }

    @Test
    void refusesOtherTextAsForged() {
        var batch = batch("40d9a12f0a3c93c8ed66a3b6f3735790", 3_456);

        var address = PARAMETERS.matcher(before.sign(Purpose.UPLOAD, batch, LATER));
        assertThat(address.matches()).isTrue();
        assertThat(before.check(Purpose.UPLOAD, batch, "soon", address.group(2), ""))
                .isEqualTo(Check.FORGED);
        assertThat(before.check(Purpose.UPLOAD, batch, "1795957200000", "é", "é"))
                .isEqualTo(Check.FORGED);
    }

    @Test
    void refusesSecretThatCouldBeGuessed() {
        assertThatThrownBy(() -> new SigningKey("sluice.batch.signing-key", "secret"))
                .hasMessage("sluice.batch.signing-key has 6 characters, expected at least 32 random ones");
    }

    private static Check check(SignedAddresses addresses, Purpose purpose, Batch batch, String address) {
        var parameters = PARAMETERS.matcher(address);
        assertThat(parameters.matches()).isTrue();
        return addresses.check(purpose, batch, parameters.group(1), parameters.group(2), parameters.group(3));
    }

    private static SignedAddresses addresses(SigningKey current, Optional<SigningKey> previous) {
        return new SignedAddresses(new AddressSigner(current, previous, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    private static Batch batch(String md5, long size) {
        return Batch.allocated(
                new BatchRef("3ee694e5-0b77-2d1e-af19-1aa78f500785"),
                new AccountId("110-1234-567"),
                new Md5(md5),
                size,
                NOW,
                LATER);
    }
}
