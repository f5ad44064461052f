package io.sluice.parquet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// An object with the fields of the schema. Fields that the schema no longer has are passed over.
final class StructureWriter implements NodeWriter {
    /// A field and when it was read last.
    private static final class Member {
        private final NodeWriter writer;
        private long seen;

        private Member(NodeWriter writer) {
            this.writer = writer;
        }
    }

    private final Map<String, Member> byName = new HashMap<>();
    private final Member[] members;
    private final int definition;
    /// The number of the object that was read last. Marks of earlier ones need not be cleared.
    private long current;

    /// @param definition of the object; 0 for the record itself
    StructureWriter(Map<String, NodeWriter> fields, int definition) {
        this.definition = definition;
        fields.forEach((name, writer) -> byName.put(name, new Member(writer)));
        members = byName.values().toArray(Member[]::new);
    }

    @Override
    public void write(JsonToken first, JsonParser json, int repetition) throws IOException {
        if (first != JsonToken.START_OBJECT) {
            json.skipChildren();
            writeMissing(repetition, definition - 1);
            return;
        }
        // An object does not hold itself, so the number stays the same while its fields are read.
        long object = ++current;
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            var token = json.nextToken();
            var member = byName.get(name);
            if (member == null) {
                json.skipChildren();
            } else {
                member.seen = object;
                member.writer.write(token, json, repetition);
            }
        }
        for (var member : members) {
            if (member.seen != object) {
                member.writer.writeMissing(repetition, definition);
            }
        }
    }

    @Override
    public void writeMissing(int repetition, int definitionAround) {
        for (var member : members) {
            member.writer.writeMissing(repetition, definitionAround);
        }
    }
}
