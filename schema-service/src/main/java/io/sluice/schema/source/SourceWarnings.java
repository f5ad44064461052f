package io.sluice.schema.source;

import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.api.SchemaWarning;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.FieldType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the tenant of a source should know about its fields (spec 1 section 4, spec 5).
final class SourceWarnings {
    private static final int MOST = 100;

    /// Names that say phone, e-mail, address, birth or id number, in snake_case or camelCase.
    private static final Pattern SENSITIVE_NAME =
            Pattern.compile(".*(phone|mobile|e_?mail|address|street|birth|passport|national_?id).*"
                    + "|(.*_)?(id_?(number|num|no|card)|tel|fax|dob|ssn)(_.*)?");

    private final SourceKind kind;
    private final List<SchemaWarning> found = new ArrayList<>();

    private SourceWarnings(SourceKind kind) {
        this.kind = kind;
    }

    /// In the order of the fields; the first 100.
    static List<SchemaWarning> of(Source source) {
        var warnings = new SourceWarnings(source.intake().kind());
        warnings.fields("schema", source.definition().declaration().fields());
        return warnings.found;
    }

    private void fields(String path, List<FieldDeclaration> fields) {
        var names = new HashMap<String, String>();
        for (int i = 0; i < fields.size() && found.size() < MOST; i++) {
            var place = "%s[%d]".formatted(path, i);
            var name = String.valueOf(fields.get(i).name());
            var similar = names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (similar != null && !similar.equals(name)) {
                add(
                        "ambiguous-name",
                        place + ".name",
                        "field [%s] differs from [%s] in case alone: Spark reads neither column unless spark.sql.caseSensitive is true, and other tools rename one"
                                .formatted(name, similar));
            }
            field(place, name, fields.get(i));
        }
    }

    /// @param name of the field, or of the list whose item it is
    private void field(String path, String name, FieldDeclaration field) {
        if (field.sensitive() == null && isPersonal(name, field)) {
            add(
                    "sensitive-name",
                    path + ".name",
                    "field [%s] sounds like personal data and is stored in clear; if it is, declare \"sensitive\": {\"policy\": \"hash\"}"
                            .formatted(name));
        }
        if (kind == SourceKind.DAYS) {
            partition(name)
                    .ifPresent(
                            message -> add("partition-name", path + ".name", "field [%s] %s".formatted(name, message)));
        }
        if (field.sensitive() != null
                && "phone".equals(field.sensitive().normalize())
                && !"phone".equals(field.format())) {
            add(
                    "hash-without-digits",
                    path + ".sensitive.normalize",
                    "field [%s] is hashed as its digits alone, so all values without a digit, such as n/a, have one hash; declare \"format\": \"phone\" to refuse them"
                            .formatted(name));
        }
        fields(path + ".fields", field.fields());
        if (field.items() != null && found.size() < MOST) {
            field(path + ".items", name, field.items());
        }
    }

    /// A yes or no about an address is no address, and what has parts is judged by them.
    private static boolean isPersonal(String name, FieldDeclaration field) {
        var type = FieldType.ofLabel(field.type());
        var snakeCase = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        return type.isPresent()
                && type.get() != FieldType.BOOLEAN
                && SENSITIVE_NAME.matcher(snakeCase).matches();
    }

    private static Optional<String> partition(String name) {
        return switch (name) {
            case "date" ->
                Optional.of(
                        "has the name of the folders date=YYYY-MM-DD of the data set: tools that take columns from paths show the day of the file in its place");
            case "data_date" ->
                Optional.of(
                        "has the name of the data set's own column for the day of the file, which becomes _data_date");
            default -> Optional.empty();
        };
    }

    private void add(String code, String field, String message) {
        found.add(new SchemaWarning(code, field, message));
    }
}
