package io.sluice.schema.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.engine.schema.FieldDeclaration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The ids of the fields of one version (decision 50).
///
/// A field keeps its id in the next version if its name is the same and its column takes the old values
/// ([ColumnType]); so does one that is renamed. Every other field gets an id that no field of the source ever
/// had.
///
/// @param byName in the schema's order; ids are from 1
/// @param next larger than all ids that the source ever gave
record FieldIds(Map<String, Integer> byName, int next) {
    private static final ObjectMapper JSON = SluiceJson.mapper();

    /// Of a source whose fields have no ids.
    static final FieldIds NONE = new FieldIds(Map.of(), 1);

    FieldIds {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /// Of the first version of a source.
    static FieldIds first(List<FieldDeclaration> fields) {
        return NONE.next(List.of(), fields, Map.of());
    }

    /// Of the version that follows.
    ///
    /// @param before the fields that have these ids
    /// @param after checked: each has a name, and all names differ
    /// @param renamed the old names of renamed fields, by their new ones
    FieldIds next(List<FieldDeclaration> before, List<FieldDeclaration> after, Map<String, String> renamed) {
        var known = before.stream().collect(Collectors.toMap(FieldIds::name, Function.identity()));
        var ids = new LinkedHashMap<String, Integer>();
        var free = next;
        for (var field : after) {
            var name = name(field);
            var oldName = renamed.getOrDefault(name, name);
            var old = known.get(oldName);
            var id = old != null && ColumnType.of(field).takes(ColumnType.of(old)) ? byName.get(oldName) : null;
            ids.put(name, id == null ? free++ : id);
        }
        return new FieldIds(ids, free);
    }

    /// What [#read] reads.
    String text() {
        try {
            return JSON.writeValueAsString(byName);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("the ids of fields cannot be written as JSON", unwritable);
        }
    }

    static FieldIds read(String text, int next) {
        try {
            return new FieldIds(JSON.readValue(text, new TypeReference<LinkedHashMap<String, Integer>>() {}), next);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("the stored ids of fields cannot be read", unreadable);
        }
    }

    private static String name(FieldDeclaration field) {
        return Objects.requireNonNull(field.name());
    }
}
