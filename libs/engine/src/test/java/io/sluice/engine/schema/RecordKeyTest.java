package io.sluice.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys whose parts are paths.
class RecordKeyTest {
    @Test
    void takesPathsIntoTheKey() {
        RecordSchema schema = valid(
                keyed(List.of("identifiers[0].provider", "identifiers[0].id", "address.zip"), List.of("phones[0]")));

        assertThat(schema.primaryKey()).containsExactly("identifiers[0].provider", "identifiers[0].id", "address.zip");
        assertThat(schema.fallbackKey()).containsExactly("phones[0]");
        assertThat(valid(schema.declaration()).declaration()).isEqualTo(schema.declaration());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            identifiers[0].name       | is not in the schema, expected the name of a field
            identifiers[0].id.part    | is not in the schema, expected the name of a field
            identifiers[0]..id        | is not in the schema, expected the name of a field
            identifiers[].id          | is not in the schema, expected the name of a field
            identifiers[0             | is not in the schema, expected the name of a field
            identifiers[1].id         | has the index 1, expected 0: only the first item of an Array is in a key
            identifiers.id            | leads through an Array, expected its first item: identifiers[0]
            identifiers[0]            | is an Object or an Array, expected a single value
            identifiers[0].expiryDate | is of type DateTime, expected String or Integer: a value of another type has several spellings
            phones                    | is an Object or an Array, expected a single value
            email[0]                  | has an index after [email], which is no Array
            ext.any                   | leads into an Object without fields, whose values are not checked
            """)
    void explainsPathsThatLeadToNoKey(String path, String reason) {
        assertThat(refused(keyed(List.of(path), List.of("email"))))
                .containsExactly(new SchemaProblem("primary_key[0]", "field [%s] %s".formatted(path, reason)));
        assertThat(refused(keyed(List.of("email"), List.of(path))))
                .containsExactly(new SchemaProblem("fallback_key[0]", "field [%s] %s".formatted(path, reason)));
    }

    @Test
    void aFallbackKeyNeedsAPrimaryKey() {
        assertThat(refused(keyed(List.of(), List.of("email"))))
                .containsExactly(
                        new SchemaProblem(
                                "fallback_key",
                                "fallback_key stands alone, expected a primary_key, in whose place it is used when a part of that is missing"));
    }

    private static SchemaDeclaration keyed(List<String> primaryKey, List<String> fallbackKey) {
        return new SchemaDeclaration(
                List.of(
                        FieldDeclaration.array(
                                "identifiers",
                                FieldDeclaration.objects(
                                        FieldDeclaration.of("provider", "String"),
                                        FieldDeclaration.of("id", "String"),
                                        FieldDeclaration.of("expiryDate", "DateTime"))),
                        FieldDeclaration.object("address", FieldDeclaration.of("zip", "Integer")),
                        FieldDeclaration.array("phones", FieldDeclaration.items("String")),
                        FieldDeclaration.object("ext"),
                        FieldDeclaration.of("email", "String")),
                primaryKey,
                null,
                null,
                null,
                fallbackKey);
    }

    private static RecordSchema valid(SchemaDeclaration declaration) {
        return switch (RecordSchema.check(declaration)) {
            case RecordSchemaCheck.Valid valid -> valid.schema();
            case RecordSchemaCheck.Refused refused -> fail(refused.problems().toString());
        };
    }

    private static List<SchemaProblem> refused(SchemaDeclaration declaration) {
        return switch (RecordSchema.check(declaration)) {
            case RecordSchemaCheck.Valid valid -> fail("the schema was found valid");
            case RecordSchemaCheck.Refused refused -> refused.problems();
        };
    }
}
