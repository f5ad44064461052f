package io.sluice.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test
    void returnsTypesInCanonicalSpelling() {
        Schema schema = valid(SchemaDeclaration.of(
                FieldDeclaration.of("a", "datetime"),
                FieldDeclaration.of("b", "YEARMONTH"),
                FieldDeclaration.of("c", "Integer").withFormat("default")));

        assertThat(schema.declaration().fields())
                .extracting(FieldDeclaration::type)
                .containsExactly("DateTime", "YearMonth", "Integer");
        assertThat(schema.fields())
                .extracting(Field::type)
                .containsExactly(FieldType.DATE_TIME, FieldType.YEAR_MONTH, FieldType.INTEGER);
        assertThat(schema.fields().getLast().format()).isEmpty();
        assertThat(schema.fieldsMatch()).isEqualTo(FieldsMatch.ANY_ORDER);
        assertThat(schema.acceptance()).isEqualTo(new Acceptance.Whole());
        assertThat(schema.hasSensitiveFields()).isFalse();
        assertThat(schema.primaryKey()).isEmpty();
    }

    @Test
    void refusesPatternsThatAreTooLargeTogether() {
        List<FieldDeclaration> fields = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            fields.add(FieldDeclaration.of("c" + i, "String").withConstraints(Map.of("pattern", "[a-z]{400}")));
        }
        valid(SchemaDeclaration.of(fields.toArray(FieldDeclaration[]::new)));
        for (int i = 60; i < 600; i++) {
            fields.add(FieldDeclaration.of("c" + i, "String").withConstraints(Map.of("pattern", "[a-z]{400}")));
        }

        SchemaCheck check = Schema.check(SchemaDeclaration.of(fields.toArray(FieldDeclaration[]::new)));

        assertThat(check)
                .isEqualTo(
                        new SchemaCheck.Refused(
                                List.of(
                                        new SchemaProblem(
                                                "schema",
                                                "the repetitions in the patterns of all fields are too large together; repeat less or use fewer patterns"))));
    }

    @Test
    void refusesPrimaryKeyOfMoreFieldsThanASchemaHas() {
        SchemaCheck check = Schema.check(new SchemaDeclaration(
                List.of(FieldDeclaration.of("id", "Integer")), Collections.nCopies(2_001, "id"), null, null));

        assertThat(check)
                .isEqualTo(new SchemaCheck.Refused(List.of(
                        new SchemaProblem("primary_key", "the primary key has 2001 fields, expected at most 2000"))));
    }

    @Test
    void weighsFieldsAndPatterns() {
        Schema plain = valid(SchemaDeclaration.of(FieldDeclaration.of("a", "String")));
        Schema heavy = valid(SchemaDeclaration.of(
                FieldDeclaration.of("a", "String").withConstraints(Map.of("pattern", "[a-z]{400}"))));

        assertThat(plain.weight()).isEqualTo(1);
        assertThat(heavy.weight()).isBetween(400L, 1_000L);
    }

    @Test
    void acceptsEveryNumberClassOfJsonParsers() {
        Schema schema = valid(SchemaDeclaration.of(
                FieldDeclaration.of("a", "Integer")
                        .withConstraints(
                                Map.of("minimum", 1L, "maximum", new BigInteger("9"), "enum", List.of(1, "02", 3.0))),
                FieldDeclaration.of("b", "Decimal")
                        .withConstraints(Map.of(
                                "minimum", 0.5, "maximum", new BigDecimal("1E+2"), "precision", 5.0, "scale", 2)),
                FieldDeclaration.of("c", "Year").withConstraints(Map.of("exclusiveMinimum", 1999, "maximum", "2030"))));

        assertThat(schema.fields().get(0).constraints().allowed()).containsExactly("1", "02", "3");
        assertThat(schema.fields().get(1).constraints().maximum()).contains("100");
        assertThat(schema.fields().get(1).constraints().precision()).hasValue(5);
        assertThat(schema.fields().get(2).constraints().exclusiveMinimum()).contains("1999");
    }

    @Test
    void copiesNoLongName() {
        List<SchemaProblem> problems = refused(SchemaDeclaration.of(
                FieldDeclaration.of("n".repeat(450_000), "Integer").withConstraints(Map.of("a", 1, "b", 2)),
                FieldDeclaration.of("n".repeat(450_000), "Integer").withFormat("email")));

        assertThat(problems)
                .hasSizeGreaterThan(5)
                .allSatisfy(problem -> assertThat(problem.message()).hasSizeLessThan(500));
    }

    @Test
    void reportsAllProblemsOfFields() {
        List<SchemaProblem> problems = refused(SchemaDeclaration.of(
                FieldDeclaration.of("Order Id", "Integer"),
                FieldDeclaration.of("x".repeat(64), "Txt"),
                FieldDeclaration.of("a", "Integer").withFormat("email"),
                FieldDeclaration.of("a", "String").withFormat("mail"),
                FieldDeclaration.of("d", "Date").withFormat("%Y-%m-%d"),
                nameless(),
                FieldDeclaration.of("s", "Integer")
                        .withSensitive(new SensitivityDeclaration("require_hashed", "email")),
                FieldDeclaration.of("t", "String").withSensitive(new SensitivityDeclaration("hide", null)),
                FieldDeclaration.of("u", "String").withSensitive(new SensitivityDeclaration("hash", "fax")),
                words("v", List.of("y", "0"), List.of()),
                words("w", List.of("y"), List.of("n", "y"))));

        assertThat(problems)
                .containsExactly(
                        new SchemaProblem(
                                "schema[0].name",
                                "field [Order Id] has a name that is not lower case words joined by _, expected [a-z][a-z0-9_]*"),
                        new SchemaProblem(
                                "schema[1].name",
                                "field [" + "x".repeat(64) + "] has a name of 64 characters, expected at most 63"),
                        new SchemaProblem(
                                "schema[1].type",
                                "field [" + "x".repeat(64)
                                        + "] has the unknown type \"Txt\", expected one of Integer, Decimal, Double, String, Boolean, Date, DateTime, Time, Year, YearMonth"),
                        new SchemaProblem(
                                "schema[2].format", "field [a] has the format \"email\", expected none for Integer"),
                        new SchemaProblem(
                                "schema[3].format",
                                "field [a] has the unknown String format \"mail\", expected one of email, uri, uuid, phone, ipv4, ipv6, sha256, country2, language2, currency3"),
                        new SchemaProblem("schema[3].name", "field [a] is declared twice, first at schema[2]"),
                        new SchemaProblem(
                                "schema[4].format",
                                "field [d] has the Date pattern \"%Y-%m-%d\": letter 'Y' is unknown, expected y M d H m s S"),
                        new SchemaProblem(
                                "schema[5].name", "the field has no name, expected lower case words joined by _"),
                        new SchemaProblem(
                                "schema[5].type",
                                "field [null] has no type, expected one of Integer, Decimal, Double, String, Boolean, Date, DateTime, Time, Year, YearMonth"),
                        new SchemaProblem(
                                "schema[6].sensitive.policy",
                                "field [s] is of type Integer, expected String: require_hashed takes only 64 hex digits"),
                        new SchemaProblem(
                                "schema[6].sensitive.normalize",
                                "field [s] has normalize \"email\", expected none with require_hashed"),
                        new SchemaProblem(
                                "schema[7].sensitive.policy",
                                "field [t] has the policy \"hide\", expected \"require_hashed\" or \"hash\""),
                        new SchemaProblem(
                                "schema[8].sensitive.normalize",
                                "field [u] has normalize \"fax\", expected email, phone or none"),
                        new SchemaProblem("schema[9].true_values", "field [v] has \"0\", which says false by default"),
                        new SchemaProblem("schema[10].false_values", "field [w] has \"y\" for true and for false"));
    }

    @Test
    void reportsAllProblemsOfConstraints() {
        List<SchemaProblem> problems = refused(SchemaDeclaration.of(
                with("a", "String", "minLength", 5, "maxLength", 4),
                with("b", "String", "minLength", -1),
                with("c", "String", "minimum", 1),
                with("d", "Integer", "minimum", 10, "exclusiveMaximum", 10),
                with("e", "Integer", "minimum", 1.5),
                with("f", "Date", "maximum", "31/12/2020"),
                with("g", "Decimal", "precision", 2, "scale", 3),
                with("h", "String", "pattern", "(?=x)"),
                with("i", "String", "pattern", "((a{1000}){1000}){1000}"),
                with("j", "Boolean", "enum", List.of("yes")),
                with("k", "Integer", "enum", List.of()),
                with("l", "Integer", "max", 3),
                with("m", "Integer", "required", "yes"),
                with("n", "Double", "minimum", Double.NaN)));

        assertThat(problems)
                .containsExactly(
                        new SchemaProblem(
                                "schema[0].constraints.minLength",
                                "field [a] has minLength 5 and maxLength 4, which no value fulfils"),
                        new SchemaProblem(
                                "schema[1].constraints.minLength",
                                "field [b] has minLength -1, expected a whole number from 0 to 2147483647"),
                        new SchemaProblem(
                                "schema[2].constraints.minimum",
                                "field [c] has the constraint minimum, which the type String does not allow"),
                        new SchemaProblem(
                                "schema[3].constraints.minimum",
                                "field [d] has minimum 10 and exclusiveMaximum 10, which no value fulfils"),
                        new SchemaProblem(
                                "schema[4].constraints.minimum", "field [e] has minimum 1.5, expected an Integer"),
                        new SchemaProblem(
                                "schema[5].constraints.maximum",
                                "field [f] has maximum \"31/12/2020\", expected a Date as yyyy-MM-dd"),
                        new SchemaProblem(
                                "schema[6].constraints.scale",
                                "field [g] has scale 3 and precision 2, which no value fulfils"),
                        new SchemaProblem(
                                "schema[7].constraints.pattern",
                                "field [h] has the pattern \"(?=x)\", expected RE2 syntax: error parsing regexp: invalid or unsupported Perl syntax: `(?=`"),
                        new SchemaProblem(
                                "schema[8].constraints.pattern",
                                "field [i] has the pattern \"((a{1000}){1000}){1000}\", whose repetitions are too large; repeat or nest less"),
                        new SchemaProblem(
                                "schema[9].constraints.enum[0]",
                                "field [j] has the enum value \"yes\", expected a Boolean"),
                        new SchemaProblem(
                                "schema[10].constraints.enum",
                                "field [k] has enum [], expected a list of 1 to 10000 values"),
                        new SchemaProblem(
                                "schema[11].constraints.max",
                                "field [l] has the unknown constraint \"max\", expected one of required, unique, minLength, maxLength, minimum, maximum, exclusiveMinimum, exclusiveMaximum, pattern, enum, precision, scale"),
                        new SchemaProblem(
                                "schema[12].constraints.required",
                                "field [m] has required \"yes\", expected true or false"),
                        new SchemaProblem(
                                "schema[13].constraints.minimum", "field [n] has minimum NaN, expected a Double"));
    }

    @Test
    void reportsProblemsOfTheWholeSchema() {
        SchemaDeclaration declaration = new SchemaDeclaration(
                List.of(FieldDeclaration.of("a", "String")),
                Arrays.asList("a", "b", "a", null),
                "subset",
                new AcceptanceDeclaration("partial", 101.0));

        assertThat(refused(declaration))
                .containsExactly(
                        new SchemaProblem(
                                "primary_key[1]", "field [b] is not in the schema, expected the name of a field"),
                        new SchemaProblem("primary_key[2]", "field [a] is in the key twice"),
                        new SchemaProblem(
                                "primary_key[3]", "field [null] is not in the schema, expected the name of a field"),
                        new SchemaProblem(
                                "fields_match",
                                "fields_match is \"subset\", expected \"exact\", or \"equal\" (any order, the default)"),
                        new SchemaProblem(
                                "acceptance.max_invalid_percent", "max_invalid_percent is 101.0, expected 0 to 100"));
    }

    @Test
    void requiresOneTo2000Fields() {
        List<FieldDeclaration> fields = new ArrayList<>();
        for (int i = 0; i < 2_001; i++) {
            fields.add(FieldDeclaration.of("f" + i, "String"));
        }

        assertThat(refused(new SchemaDeclaration(fields, List.of(), null, null)))
                .containsExactly(new SchemaProblem("schema", "the schema has 2001 fields, expected at most 2000"));
        assertThat(refused(nothing()))
                .containsExactly(new SchemaProblem("schema", "the schema has no fields, expected at least one"));
        assertThat(valid(new SchemaDeclaration(fields.subList(1, 2_001), List.of(), null, null))
                        .fields())
                .hasSize(2_000);
    }

    @Test
    void reportsNullsInDeclarations() {
        assertThat(refused(new SchemaDeclaration(Arrays.asList((FieldDeclaration) null), List.of(), null, null)))
                .containsExactly(
                        new SchemaProblem("schema[0]", "the field is null, expected an object with name and type"));
        assertThat(refused(SchemaDeclaration.of(
                        FieldDeclaration.of("a", "String").withMissingValues(Arrays.asList("x", null)))))
                .containsExactly(
                        new SchemaProblem("schema[0].missing_values[1]", "field [a] has a null here, expected text"));
    }

    private static FieldDeclaration with(String name, String type, String key, Object value) {
        return FieldDeclaration.of(name, type).withConstraints(Map.of(key, value));
    }

    private static FieldDeclaration with(
            String name, String type, String key, Object value, String otherKey, Object otherValue) {
        return FieldDeclaration.of(name, type).withConstraints(Map.of(key, value, otherKey, otherValue));
    }

    /// The declaration that a JSON parser creates from `{}`.
    @SuppressWarnings("NullAway")
    private static FieldDeclaration nameless() {
        return new FieldDeclaration(null, null, null, null, null, null, null, null, null);
    }

    @SuppressWarnings("NullAway")
    private static SchemaDeclaration nothing() {
        return new SchemaDeclaration(null, null, null, null);
    }

    private static FieldDeclaration words(String name, List<String> trueValues, List<String> falseValues) {
        return new FieldDeclaration(name, "Boolean", null, null, Map.of(), List.of(), trueValues, falseValues, null);
    }

    private static Schema valid(SchemaDeclaration declaration) {
        return switch (Schema.check(declaration)) {
            case SchemaCheck.Valid valid -> valid.schema();
            case SchemaCheck.Refused refused -> fail(refused.problems().toString());
        };
    }

    private static List<SchemaProblem> refused(SchemaDeclaration declaration) {
        return switch (Schema.check(declaration)) {
            case SchemaCheck.Valid valid -> fail("the schema was found valid");
            case SchemaCheck.Refused refused -> refused.problems();
        };
    }
}
