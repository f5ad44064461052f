package io.sluice.schema.source;

import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.api.FieldDocument;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.schema.form.FormErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads which fields a request renames. What is wrong goes to the [FormErrors].
///
/// `renamed_from` is said once: it is neither stored nor shown, so an answer can be sent back as it is. The
/// ids of the fields are what stays.
final class Renames {
    private static final int MAX_SHOWN = 63;

    private Renames() {}

    /// A source that is registered has no field to rename.
    static void ofNew(SourceForm form, FormErrors errors) {
        refuse("schema", form.schema(), "when a source is registered", errors);
    }

    /// The old names by the new ones.
    static Map<String, String> ofChange(
            @Nullable List<@Nullable FieldDocument> fields, Source before, FormErrors errors) {
        if (before.intake().kind() == SourceKind.ENTITIES) {
            refuse("schema", fields, "for a source of kind entities", errors);
            return Map.of();
        }
        var known = before.definition().declaration().fields().stream()
                .map(FieldDeclaration::name)
                .collect(Collectors.toSet());
        var sent = orEmpty(fields);
        // A renamed field frees its old name, so two fields can swap their names.
        var kept = sent.stream()
                .filter(field -> field != null && field.renamedFrom() == null)
                .map(FieldDocument::name)
                .collect(Collectors.toSet());
        var oldNames = new HashMap<String, String>();
        var newNames = new HashMap<String, String>();
        for (int i = 0; i < sent.size(); i++) {
            var field = sent.get(i);
            var old = field == null ? null : field.renamedFrom();
            if (field == null || old == null) {
                continue;
            }
            var path = "schema[%d].renamed_from".formatted(i);
            var name = String.valueOf(field.name());
            var earlier = newNames.putIfAbsent(old, name);
            problem(known.contains(old), kept.contains(old), earlier, before.version())
                    .ifPresent(problem -> errors.add(
                            path, "field [%s] is renamed from [%s], %s".formatted(shown(name), shown(old), problem)));
            oldNames.put(name, old);
        }
        return oldNames;
    }

    private static Optional<String> problem(boolean isKnown, boolean isKept, @Nullable String earlier, int version) {
        if (!isKnown) {
            return Optional.of("which version %d does not have".formatted(version));
        }
        if (isKept) {
            return Optional.of("which is still in the schema");
        }
        return Optional.ofNullable(earlier)
                .map(other -> "and so is [%s]; one of them has its values".formatted(shown(other)));
    }

    private static void refuse(
            String path, @Nullable List<@Nullable FieldDocument> fields, String where, FormErrors errors) {
        var all = orEmpty(fields);
        for (int i = 0; i < all.size(); i++) {
            refuse("%s[%d]".formatted(path, i), all.get(i), where, errors);
        }
    }

    private static void refuse(String path, @Nullable FieldDocument field, String where, FormErrors errors) {
        if (field == null) {
            return;
        }
        if (field.renamedFrom() != null) {
            errors.add(
                    path + ".renamed_from",
                    "field [%s] has renamed_from, expected none %s"
                            .formatted(shown(String.valueOf(field.name())), where));
        }
        refuse(path + ".fields", field.fields(), where, errors);
        refuse(path + ".items", field.items(), where, errors);
    }

    private static List<@Nullable FieldDocument> orEmpty(@Nullable List<@Nullable FieldDocument> fields) {
        return fields == null ? List.of() : fields;
    }

    private static String shown(String name) {
        return name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN) + "…";
    }
}
