package io.sluice.engine.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.key.RunKeys;
import io.sluice.engine.key.SeenKeys;
import io.sluice.engine.key.SeenValues;
import io.sluice.engine.schema.Constraints;
import io.sluice.engine.value.Decimals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecimalRulesTest {
    @Test
    void comparesAsBigDecimalDoes() {
        Random random = new Random(6);
        for (int i = 0; i < 100_000; i++) {
            String bound = decimal(random);
            String cell = random.nextInt(4) == 0 ? bound + (bound.contains(".") ? "0" : ".0") : decimal(random);
            byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
            int shape = Decimals.shape(bytes, 0, bytes.length);
            if (shape != Decimals.INVALID) {
                assertThat(Integer.signum(new DecimalBound(bound).order(bytes, 0, bytes.length, shape)))
                        .as(cell + " to " + bound)
                        .isEqualTo(new BigDecimal(cell).compareTo(new BigDecimal(bound)));
            }
        }
    }

    @Test
    void givesEqualValuesEqualKeys() {
        Random random = new Random(7);
        DecimalCheck check = new DecimalCheck(Constraints.NONE);
        SeenKeys seen = new RunKeys(KeyMemory.DEFAULTS, 1, random).newKeys();
        Set<BigDecimal> expected = new HashSet<>();
        KeyBytes key = new KeyBytes();
        for (int i = 0; i < 50_000; i++) {
            String cell = (random.nextBoolean() ? "-" : random.nextBoolean() ? "+0" : "")
                    + random.nextInt(200)
                    + (random.nextBoolean() ? "" : "." + random.nextInt(1_000));
            byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
            key.clear();
            check.appendKey(bytes, 0, bytes.length, key);
            BigDecimal value = new BigDecimal(cell);
            BigDecimal canonical = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
            assertThat(seen.add(key, i + 1) == SeenValues.NEW).as(cell).isEqualTo(expected.add(canonical));
        }
    }

    private static String decimal(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        text.append("0".repeat(random.nextInt(3)));
        int whole = 1 + random.nextInt(random.nextInt(5) == 0 ? 20 : 3);
        for (int i = 0; i < whole; i++) {
            text.append(random.nextInt(3));
        }
        int fraction = random.nextInt(random.nextInt(5) == 0 ? 14 : 3);
        if (fraction > 0) {
            text.append('.');
        }
        for (int i = 0; i < fraction; i++) {
            text.append(random.nextInt(3));
        }
        return text.toString();
    }
}
