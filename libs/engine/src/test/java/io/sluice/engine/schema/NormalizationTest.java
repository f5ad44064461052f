package io.sluice.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizationTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "PHONE,\" +886 912-345.678\",+886912345678",
                "PHONE,(02) 2345/6789 ext. 12,022345678912",
                "PHONE,(+886) 2-1234,+88621234",
                "PHONE,0912+345,0912345",
                "PHONE,++44 1,+441",
                "PHONE,０９1,1",
                "PHONE,none,\"\"",
                "EMAIL,\" Ann@X.Example\t\",ann@x.example",
                "EMAIL,a b@x,a b@x",
                "NONE,\" Ann \",\" Ann \"",
            })
    void givesSpellingsOfOneValueOneText(Normalization normalization, String value, String normalized) {
        assertThat(normalization.normalize(value)).isEqualTo(normalized);
    }
}
