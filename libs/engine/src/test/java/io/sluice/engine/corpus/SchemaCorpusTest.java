package io.sluice.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import io.sluice.engine.schema.SchemaProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Checks every schema of `corpus/schemas`.
class SchemaCorpusTest {
    private static final int MOST_FIELDS = 2_000;

    record SchemaCase(String id, JsonNode json) {
        static Stream<SchemaCase> refused() {
            return cases("refused");
        }

        static Stream<SchemaCase> valid() {
            return cases("valid");
        }

        private static Stream<SchemaCase> cases(String topic) {
            return CorpusJson.elements(CorpusJson.read("schemas/" + topic + ".json"))
                    .map(json -> new SchemaCase(json.get("id").asText(), json));
        }

        SchemaDeclaration declaration() {
            return CorpusJson.schema(json.get("schema"), json);
        }

        @Override
        public String toString() {
            return id;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sluice.engine.corpus.SchemaCorpusTest$SchemaCase#refused")
    void refusesAndNamesEachProblem(SchemaCase schemaCase) {
        SchemaCheck check = Schema.check(schemaCase.declaration());

        if (schemaCase.json().get("problems").isArray()) {
            assertThat(check).isInstanceOf(SchemaCheck.Refused.class);
            List<SchemaProblem> left = new ArrayList<>(((SchemaCheck.Refused) check).problems());
            assertThat(CorpusJson.elements(schemaCase.json().get("problems")))
                    .allSatisfy(expected -> assertThat(left.removeIf(problem -> isMeant(expected, problem)))
                            .as("%s in %s", expected, check)
                            .isTrue());
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.sluice.engine.corpus.SchemaCorpusTest$SchemaCase#valid")
    void acceptsAndReturnsCanonicalDeclaration(SchemaCase schemaCase) {
        Schema schema = CorpusJson.valid(schemaCase.declaration());

        assertThat(schema.declaration().fields().stream().map(FieldDeclaration::type))
                .isEqualTo(CorpusJson.elements(schemaCase.json().get("types"))
                        .map(JsonNode::textValue)
                        .toList());
    }

    @Test
    void acceptsMaximumNumberOfFields() {
        SchemaCheck check = Schema.check(fields(MOST_FIELDS));

        assertThat(check).isInstanceOf(SchemaCheck.Valid.class);
    }

    @Test
    void refusesMoreThanMaximumNumberOfFields() {
        SchemaCheck check = Schema.check(fields(MOST_FIELDS + 1));

        assertThat(check)
                .isInstanceOfSatisfying(
                        SchemaCheck.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.path()).isEqualTo("schema");
                                    assertThat(problem.message()).contains("2001", "2000");
                                }));
    }

    @Test
    void refusesNullFieldsFromJson() {
        SchemaCheck check = Schema.check(new SchemaDeclaration(nothing(), nothing(), null, null));

        assertThat(check).isInstanceOf(SchemaCheck.Refused.class);
    }

    @SuppressWarnings("NullAway") // what a JSON reader hands over for an absent key
    private static <T> List<T> nothing() {
        return null;
    }

    private static SchemaDeclaration fields(int count) {
        return SchemaDeclaration.of(IntStream.range(0, count)
                .mapToObj(i -> FieldDeclaration.of("f" + i, "Integer"))
                .toArray(FieldDeclaration[]::new));
    }

    private static boolean isMeant(JsonNode expected, SchemaProblem problem) {
        return List.of(expected.get("path").asText().split("\\|", -1)).contains(problem.path())
                && CorpusJson.elements(expected.get("mentions"))
                        .allMatch(word -> problem.message().contains(word.textValue()));
    }
}
