package io.sluice.engine.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class SchemaChecker {
    private final SchemaDeclaration declaration;

    SchemaChecker(SchemaDeclaration declaration) {
        this.declaration = declaration;
    }

    SchemaCheck check() {
        List<Field> fields = new ArrayList<>();
        for (FieldDeclaration field : declaration.fields()) {
            String name = field.name();
            Optional<FieldType> type = FieldType.ofLabel(field.type());
            if (name == null || type.isEmpty()) {
                return new SchemaCheck.Refused(List.of(new SchemaProblem("schema", "a field needs a name and a type")));
            }
            fields.add(new Field(
                    name,
                    type.get(),
                    Optional.ofNullable(field.description()),
                    Optional.ofNullable(field.format()),
                    Constraints.NONE,
                    field.missingValues(),
                    field.trueValues(),
                    field.falseValues(),
                    new Sensitivity.None()));
        }
        return new SchemaCheck.Valid(new Schema(declaration, fields, FieldsMatch.ANY_ORDER, new Acceptance.Whole()));
    }
}
