package io.sluice.schema.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldIdsTest {
    private static final FieldDeclaration ID = FieldDeclaration.of("id", "Integer");
    private static final FieldDeclaration NAME = FieldDeclaration.of("name", "String");
    private static final FieldDeclaration CITY = FieldDeclaration.of("city", "String");

    @Test
    void countsFromOne() {
        assertThat(FieldIds.first(List.of(ID, NAME))).isEqualTo(new FieldIds(Map.of("id", 1, "name", 2), 3));
    }

    @Test
    void keepsTheIdOfANameWhereverItStands() {
        var first = FieldIds.first(List.of(ID, NAME));

        var next = first.next(List.of(ID, NAME), List.of(CITY, NAME, ID), Map.of());

        assertThat(next).isEqualTo(new FieldIds(Map.of("city", 3, "name", 2, "id", 1), 4));
        assertThat(next.byName()).containsExactly(Map.entry("city", 3), Map.entry("name", 2), Map.entry("id", 1));
    }

    @Test
    void neverGivesAnIdTwice() {
        var without = FieldIds.first(List.of(ID, NAME)).next(List.of(ID, NAME), List.of(ID), Map.of());

        var again = without.next(List.of(ID), List.of(ID, NAME), Map.of());

        assertThat(without).isEqualTo(new FieldIds(Map.of("id", 1), 3));
        assertThat(again).isEqualTo(new FieldIds(Map.of("id", 1, "name", 3), 4));
    }

    @ParameterizedTest
    @CsvSource({"Integer, Decimal", "String, Integer", "Time, String", "Date, DateTime", "YearMonth, String"})
    void givesAnotherIdToAnotherType(String before, String after) {
        assertThat(idAfter(FieldDeclaration.of("x", before), FieldDeclaration.of("x", after)))
                .isEqualTo(2);
    }

    /// `-` stands for a constraint that is not declared.
    @ParameterizedTest
    @CsvSource({
        "9, 2, 9, 2, 1",
        "9, 2, 10, 2, 1",
        "9, 2, 38, 2, 1",
        "9, 2, -, 2, 1",
        "9, 2, 8, 2, 2",
        "9, 2, 10, 3, 2",
        "9, 2, -, -, 2",
        "9, -, 9, 0, 1",
        "9, -, 10, -, 1",
        "30, 18, -, -, 1",
        "-, -, 38, 18, 1",
        "-, -, 38, 17, 2"
    })
    void widensDecimalsOfOneScale(String precision, String scale, String otherPrecision, String otherScale, int id) {
        assertThat(idAfter(decimal(precision, scale), decimal(otherPrecision, otherScale)))
                .isEqualTo(id);
    }

    @Test
    void givesAnotherIdToADateTimeThatLosesItsZone() {
        var iso = FieldDeclaration.of("x", "DateTime");

        assertThat(idAfter(iso, iso.withFormat("dd.MM.yyyy HH:mm"))).isEqualTo(2);
        assertThat(idAfter(iso.withFormat("dd.MM.yyyy HH:mm"), iso.withFormat("yyyyMMdd HHmm")))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Integer", "Decimal", "DateTime", "String"})
    void givesAnotherIdToAValueThatBecomesItsHash(String type) {
        var clear = FieldDeclaration.of("x", type);
        var hashed = clear.withSensitive(new SensitivityDeclaration("hash", null));

        assertThat(idAfter(clear, hashed)).isEqualTo(2);
        assertThat(idAfter(hashed, hashed.withConstraints(Map.of("required", true))))
                .isEqualTo(1);
    }

    /// The values of older days need not be hashes.
    @Test
    void givesAnotherIdToATextThatHasToBeAHashFromNowOn() {
        var clear = FieldDeclaration.of("x", "String");
        var delivered = clear.withSensitive(new SensitivityDeclaration("require_hashed", null));
        var hashed = clear.withSensitive(new SensitivityDeclaration("hash", "email"));

        assertThat(idAfter(clear, delivered)).isEqualTo(2);
        assertThat(idAfter(delivered, clear)).isEqualTo(2);
        assertThat(idAfter(delivered, hashed)).isEqualTo(1);
    }

    @Test
    void keepsTheIdWhateverTheRules() {
        var before = FieldDeclaration.of("x", "Date");
        var after = before.withConstraints(Map.of("minimum", "2020-01-01"))
                .withFormat("dd.MM.yyyy")
                .withMissingValues(List.of("-"));

        assertThat(idAfter(before, after)).isEqualTo(1);
    }

    @Test
    void readsWhatItWrites() {
        var ids = FieldIds.first(List.of(NAME, ID));

        assertThat(ids.text()).isEqualTo("{\"name\":1,\"id\":2}");
        assertThat(FieldIds.read(ids.text(), 3)).isEqualTo(ids);
    }

    private static int idAfter(FieldDeclaration before, FieldDeclaration after) {
        return Objects.requireNonNull(FieldIds.first(List.of(before))
                .next(List.of(before), List.of(after), Map.of())
                .byName()
                .get("x"));
    }

    private static FieldDeclaration decimal(String precision, String scale) {
        var constraints = new HashMap<String, Object>();
        Stream.of(Map.entry("precision", precision), Map.entry("scale", scale))
                .filter(entry -> !entry.getValue().equals("-"))
                .forEach(entry -> constraints.put(entry.getKey(), Integer.valueOf(entry.getValue())));
        return FieldDeclaration.of("x", "Decimal").withConstraints(constraints);
    }
}
