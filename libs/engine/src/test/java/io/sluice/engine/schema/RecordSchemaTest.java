package io.sluice.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSchemaTest {
    private static final FieldDeclaration IDENTIFIERS = FieldDeclaration.array(
            "identifiers",
            FieldDeclaration.objects(
                    FieldDeclaration.of("provider", "string").withConstraints(Map.of("required", true)),
                    FieldDeclaration.of("id", "text")));

    @Test
    void knowsFieldsOfAllDepths() {
        RecordSchema schema = valid(SchemaDeclaration.of(
                FieldDeclaration.of("guestType", "String").withConstraints(Map.of("required", true)),
                IDENTIFIERS,
                FieldDeclaration.array("phoneNumbers", FieldDeclaration.items("String")),
                FieldDeclaration.object("ext")));

        assertThat(schema.fields())
                .extracting(RecordField::name)
                .containsExactly("guestType", "identifiers", "phoneNumbers", "ext");
        assertThat(schema.fields()).extracting(RecordField::required).containsExactly(true, false, false, false);
        assertThat(schema.fields().get(1).value()).isInstanceOfSatisfying(RecordValue.Sequence.class, sequence -> {
            RecordValue.Structure structure = (RecordValue.Structure) sequence.items();
            assertThat(structure.fields()).extracting(RecordField::name).containsExactly("provider", "id");
            assertThat(structure.fields().getFirst().required()).isTrue();
            assertThat(scalar(structure.fields().getFirst().value()).name()).isEqualTo("identifiers[].provider");
        });
        assertThat(schema.fields().get(2).value())
                .isInstanceOfSatisfying(
                        RecordValue.Sequence.class,
                        sequence -> assertThat(scalar(sequence.items()).name()).isEqualTo("phoneNumbers[]"));
        assertThat(schema.fields().get(3).value()).isEqualTo(new RecordValue.AnyObject());
    }

    @Test
    void returnsTypesInCanonicalSpelling() {
        RecordSchema schema = valid(new SchemaDeclaration(
                List.of(
                        FieldDeclaration.of("id", "text").withFormat("default"),
                        FieldDeclaration.array("lines", FieldDeclaration.objects(FieldDeclaration.of("no", "INT")))),
                List.of("id"),
                null,
                null));

        assertThat(schema.declaration())
                .isEqualTo(new SchemaDeclaration(
                        List.of(
                                FieldDeclaration.of("id", "String"),
                                FieldDeclaration.array(
                                        "lines", FieldDeclaration.objects(FieldDeclaration.of("no", "Integer")))),
                        List.of("id"),
                        null,
                        null));
        assertThat(schema.primaryKey()).containsExactly("id");
        assertThat(valid(schema.declaration()).declaration()).isEqualTo(schema.declaration());
    }

    @Test
    void namesTheFieldByItsPath() {
        assertThat(refused(SchemaDeclaration.of(FieldDeclaration.object(
                        "address",
                        FieldDeclaration.array("lines", FieldDeclaration.items("Txt")),
                        FieldDeclaration.of("zip", "String").withConstraints(Map.of("minimum", 1)),
                        FieldDeclaration.of("zip", "String")))))
                .containsExactly(
                        new SchemaProblem(
                                "schema[0].fields[0].items.type",
                                "field [address.lines[]] has the unknown type \"Txt\", expected one of Integer, Decimal, Double, String, Boolean, Date, DateTime, Time, Year, YearMonth, Object, Array"),
                        new SchemaProblem(
                                "schema[0].fields[1].constraints.minimum",
                                "field [address.zip] has the constraint minimum, which the type String does not allow"),
                        new SchemaProblem(
                                "schema[0].fields[2].name",
                                "field [address.zip] is declared twice, first at schema[0].fields[1]"));
    }

    @Test
    void allowsNamesInCamelCase() {
        assertThat(refused(SchemaDeclaration.of(
                        FieldDeclaration.of("firstName", "String"),
                        FieldDeclaration.of("first name", "String"),
                        FieldDeclaration.of("2nd", "String"))))
                .containsExactly(
                        new SchemaProblem(
                                "schema[1].name",
                                "field [first name] has a name that is not letters, digits and _, expected [A-Za-z][A-Za-z0-9_]*"),
                        new SchemaProblem(
                                "schema[2].name",
                                "field [2nd] has a name that is not letters, digits and _, expected [A-Za-z][A-Za-z0-9_]*"));
    }

    @Test
    void refusesRulesThatObjectsAndArraysDoNotHave() {
        FieldDeclaration object = FieldDeclaration.object("ext")
                .withFormat("email")
                .withMissingValues(List.of("-"))
                .withSensitive(new SensitivityDeclaration("hash", null))
                .withConstraints(Map.of("minLength", 1));

        assertThat(refused(SchemaDeclaration.of(
                        object,
                        FieldDeclaration.object("other").withConstraints(Map.of("required", "yes")),
                        parts("list", "Array", List.of(object), null))))
                .containsExactly(
                        new SchemaProblem("schema[0].format", "field [ext] has format, expected none for Object"),
                        new SchemaProblem(
                                "schema[0].missing_values", "field [ext] has missing_values, expected none for Object"),
                        new SchemaProblem("schema[0].sensitive", "field [ext] has sensitive, expected none for Object"),
                        new SchemaProblem(
                                "schema[0].constraints.minLength",
                                "field [ext] has the constraint minLength, which the type Object does not allow"),
                        new SchemaProblem(
                                "schema[1].constraints.required",
                                "field [other] has required yes, expected true or false"),
                        new SchemaProblem("schema[2].fields", "field [list] has fields, expected none for Array"),
                        new SchemaProblem(
                                "schema[2].items", "field [list] has no items, expected an object with a type"));
    }

    @Test
    void refusesPartsOfSingleValues() {
        FieldDeclaration text = FieldDeclaration.object("a", FieldDeclaration.of("b", "String"));

        assertThat(refused(SchemaDeclaration.of(
                        parts("a", "String", text.fields(), text),
                        FieldDeclaration.array("c", FieldDeclaration.of("named", "String")))))
                .containsExactly(
                        new SchemaProblem("schema[0].fields", "field [a] has fields, expected none for String"),
                        new SchemaProblem("schema[0].items", "field [a] has items, expected none for String"),
                        new SchemaProblem("schema[1].items.name", "field [c[]] has the name \"named\", expected none"));
    }

    @Test
    void refusesWhatOnlyFilesHave() {
        assertThat(refused(new SchemaDeclaration(
                        List.of(FieldDeclaration.of("id", "Integer").withConstraints(Map.of("unique", true))),
                        List.of(),
                        "exact",
                        new AcceptanceDeclaration("whole", null),
                        "allow")))
                .containsExactly(
                        new SchemaProblem(
                                "schema[0].constraints.unique",
                                "field [id] has the constraint unique, which a source of kind entities does not allow; its primary key is unique"),
                        new SchemaProblem(
                                "fields_match",
                                "fields_match is for files, expected none for a source of kind entities"),
                        new SchemaProblem(
                                "acceptance", "acceptance is for files, expected none for a source of kind entities"),
                        new SchemaProblem(
                                "byte_order_mark",
                                "byte_order_mark is for files, expected none for a source of kind entities"));
    }

    @Test
    void takesOnlySingleValuesIntoTheKey() {
        assertThat(refused(new SchemaDeclaration(
                        List.of(FieldDeclaration.of("id", "String"), FieldDeclaration.object("ext")),
                        Arrays.asList("id", "ext", "id", "other", null),
                        null,
                        null)))
                .containsExactly(
                        new SchemaProblem(
                                "primary_key[1]", "field [ext] is an Object or an Array, expected a single value"),
                        new SchemaProblem("primary_key[2]", "field [id] is in the key twice"),
                        new SchemaProblem(
                                "primary_key[3]", "field [other] is not in the schema, expected the name of a field"),
                        new SchemaProblem(
                                "primary_key[4]", "field [null] is not in the schema, expected the name of a field"));
    }

    /// A document may have 512 KiB; the memory of its check must not be that for each field.
    @Test
    void repeatsNoLongNameInTheFieldsBelow() {
        String name = "a".repeat(100_000);

        List<SchemaProblem> problems = refused(SchemaDeclaration.of(FieldDeclaration.object(
                name,
                IntStream.range(0, 500)
                        .mapToObj(i -> FieldDeclaration.of("f" + i, "Txt"))
                        .toArray(FieldDeclaration[]::new))));

        assertThat(problems).hasSize(501);
        assertThat(problems.getFirst().message()).hasSizeLessThan(name.length() + 100);
        assertThat(problems.get(1).message())
                .startsWith("field [schema[0].f0] has the unknown type \"Txt\", expected one of");
        assertThat(problems.subList(1, 501))
                .allSatisfy(problem -> assertThat(problem.message()).hasSizeLessThan(200));
    }

    @Test
    void takesIntoTheKeyWhatHasOneSpelling() {
        valid(new SchemaDeclaration(
                List.of(FieldDeclaration.of("id", "Integer"), FieldDeclaration.of("name", "String")),
                List.of("id", "name"),
                null,
                null));

        assertThat(refused(new SchemaDeclaration(
                        List.of(FieldDeclaration.of("price", "Decimal"), FieldDeclaration.of("at", "DateTime")),
                        List.of("price", "at"),
                        null,
                        null)))
                .containsExactly(
                        new SchemaProblem(
                                "primary_key[0]",
                                "field [price] is of type Decimal, expected String or Integer: a value of another type has several spellings"),
                        new SchemaProblem(
                                "primary_key[1]",
                                "field [at] is of type DateTime, expected String or Integer: a value of another type has several spellings"));
    }

    @Test
    void onlyArraysAreSingle() {
        FieldDeclaration street = FieldDeclaration.arrayOrSingle("street", FieldDeclaration.items("String"));

        assertThat(valid(SchemaDeclaration.of(street)).declaration().fields()).containsExactly(street);
        assertThat(refused(SchemaDeclaration.of(single("name", "String", true), single("ext", "Object", false))))
                .containsExactly(
                        new SchemaProblem("schema[0].single", "field [name] has single, expected none for String"),
                        new SchemaProblem("schema[1].single", "field [ext] has single, expected none for Object"));
    }

    @Test
    void filesHaveNoFallbackKey() {
        SchemaCheck check = Schema.check(new SchemaDeclaration(
                List.of(FieldDeclaration.of("id", "String"), single("name", "String", true)),
                List.of("id"),
                null,
                null,
                null,
                List.of("name")));

        assertThat(check)
                .isEqualTo(new SchemaCheck.Refused(List.of(
                        new SchemaProblem("schema[1].single", "field [name] has single, expected none for String"),
                        new SchemaProblem(
                                "fallback_key",
                                "fallback_key is for records of batches, expected none for a source of kind days"))));
    }

    private static FieldDeclaration single(String name, String type, boolean value) {
        return new FieldDeclaration(
                name, type, null, null, Map.of(), List.of(), List.of(), List.of(), null, List.of(), null, value, null);
    }

    @Test
    void boundsTheWholeSchema() {
        FieldDeclaration nested = FieldDeclaration.of("leaf", "String");
        for (int depth = 1; depth < RecordSchema.MAX_DEPTH; depth++) {
            nested = FieldDeclaration.object("o" + depth, nested);
        }
        FieldDeclaration[] many = IntStream.range(0, 1_000)
                .mapToObj(i -> FieldDeclaration.array("a" + i, FieldDeclaration.items("String")))
                .toArray(FieldDeclaration[]::new);

        valid(SchemaDeclaration.of(nested));
        valid(SchemaDeclaration.of(many));
        assertThat(refused(SchemaDeclaration.of(FieldDeclaration.object("top", nested))))
                .containsExactly(
                        new SchemaProblem("schema", "the schema is nested too deeply, expected at most 16 levels"));
        assertThat(refused(SchemaDeclaration.of(FieldDeclaration.object("more", many))))
                .containsExactly(new SchemaProblem(
                        "schema", "the schema has 2001 fields, nested ones included, expected at most 2000"));
        assertThat(refused(SchemaDeclaration.of(FieldDeclaration.object(
                        "more",
                        IntStream.range(0, 600)
                                .mapToObj(i -> FieldDeclaration.of("c" + i, "String")
                                        .withConstraints(Map.of("pattern", "[a-z]{400}")))
                                .toArray(FieldDeclaration[]::new)))))
                .containsExactly(
                        new SchemaProblem(
                                "schema",
                                "the repetitions in the patterns of all fields are too large together; repeat less or use fewer patterns"));
        assertThat(refused(new SchemaDeclaration(
                        List.of(FieldDeclaration.of("id", "String")), Collections.nCopies(2_001, "id"), null, null)))
                .containsExactly(
                        new SchemaProblem("primary_key", "the primary key has 2001 fields, expected at most 2000"));
        assertThat(refused(SchemaDeclaration.of()))
                .containsExactly(new SchemaProblem("schema", "the schema has no fields, expected at least one"));
    }

    @Test
    void namesWhatIsNull() {
        assertThat(refused(new SchemaDeclaration(
                        Arrays.asList(null, parts("a", "Object", Arrays.asList((FieldDeclaration) null), null)),
                        List.of(),
                        null,
                        null)))
                .containsExactly(
                        new SchemaProblem("schema[0]", "the field is null, expected an object with name and type"),
                        new SchemaProblem(
                                "schema[1].fields[0]", "the field is null, expected an object with name and type"));
    }

    @Test
    void filesHaveNoNestedFields() {
        SchemaCheck check = Schema.check(SchemaDeclaration.of(
                FieldDeclaration.object("ext"), FieldDeclaration.array("list", FieldDeclaration.items("String"))));

        assertThat(check)
                .isEqualTo(new SchemaCheck.Refused(List.of(
                        new SchemaProblem(
                                "schema[0].type",
                                "field [ext] has the type Object, which only sources of kind entities have"),
                        new SchemaProblem(
                                "schema[1].type",
                                "field [list] has the type Array, which only sources of kind entities have"))));
    }

    private static FieldDeclaration parts(
            String name, String type, List<FieldDeclaration> fields, @Nullable FieldDeclaration items) {
        return new FieldDeclaration(
                name, type, null, null, Map.of(), List.of(), List.of(), List.of(), null, fields, items, null, null);
    }

    private static Field scalar(RecordValue value) {
        return ((RecordValue.Scalar) value).field();
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
