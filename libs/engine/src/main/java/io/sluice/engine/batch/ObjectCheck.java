package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An object with the fields of the schema and no others.
final class ObjectCheck implements ValueCheck {
    /// One field and when it was read last.
    static final class Member {
        private final String name;
        private final String path;
        private final boolean required;
        private final ValueCheck check;
        private final byte[] quoted;
        private long seen;
        private long present;
        /// The member that followed this one when it was read last. Clients mostly write one order.
        private @Nullable Member next;

        /// @param path from the record
        Member(String name, String path, boolean required, ValueCheck check) {
            this.name = name;
            this.path = path;
            this.required = required;
            this.check = check;
            quoted = ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
        }

        String path() {
            return path;
        }
    }

    /// A name of a field has at most 63 characters; a longer one can be meant only with blanks in it.
    private static final int LONGEST_HINT = 200;

    private final String path;
    private final Member[] required;
    /// The member that began the object that was read last.
    private @Nullable Member first;

    private final Map<String, Member> byName = new HashMap<>();
    /// The paths of the fields by their plain names, for hints: each record of a batch may have an unknown
    /// field.
    private final Map<String, String> byPlainName = new HashMap<>();
    /// The number of the object that was read last. Marks of earlier ones need not be cleared.
    private long current;

    /// @param path from the record; empty for the record itself
    ObjectCheck(String path, List<Member> members) {
        this.path = path;
        required = members.stream().filter(member -> member.required).toArray(Member[]::new);
        for (Member member : members) {
            byName.put(member.name, member);
            byPlainName.putIfAbsent(plain(member.name), member.path);
        }
        first = members.isEmpty() ? null : members.getFirst();
        for (int i = 1; i < members.size(); i++) {
            members.get(i - 1).next = members.get(i);
        }
    }

    @Override
    public Presence read(JsonToken token, RecordTokens json, RecordPass pass) throws UnreadableLine {
        if (token == JsonToken.VALUE_NULL) {
            return Presence.MISSING;
        }
        Presence result = readFields(token, json, pass);
        Member missing = missing();
        if (result != Presence.PRESENT || missing == null) {
            return result;
        }
        requireValue(missing, pass);
        return Presence.WRONG;
    }

    /// Reads the object, but does not ask for required fields.
    Presence readFields(JsonToken start, RecordTokens json, RecordPass pass) throws UnreadableLine {
        if (start != JsonToken.START_OBJECT) {
            return pass.wrongKind(
                    start, json, path.isEmpty() ? "value" : path, "an Object (keys and values in braces { })");
        }
        current++;
        Presence result = Presence.PRESENT;
        JsonBytes out = pass.out();
        out.put('{');
        boolean follows = false;
        Member previous = null;
        Member expected = first;
        while (true) {
            Member member = expected;
            if (member == null || !json.nextIs(member.quoted)) {
                if (!json.nextName()) {
                    break;
                }
                String name = json.name().toString();
                member = byName.get(name);
                if (member == null) {
                    unknownField(name, pass);
                    json.skip(json.value());
                    result = Presence.WRONG;
                    continue;
                }
                expectAfter(previous, member);
            }
            previous = member;
            expected = member.next;
            if (member.seen == current) {
                throw new UnreadableLine("the key [%s] appears twice".formatted(member.path));
            }
            member.seen = current;
            int length = out.length();
            if (follows) {
                out.put(',');
            }
            json.writeName(member.quoted, out);
            Presence presence = member.check.read(json.value(), json, pass);
            if (presence == Presence.PRESENT) {
                follows = true;
            } else {
                out.truncate(length);
            }
            if (presence != Presence.MISSING) {
                member.present = current;
            }
            result = presence == Presence.WRONG ? Presence.WRONG : result;
        }
        out.put('}');
        return result;
    }

    private void expectAfter(@Nullable Member previous, Member member) {
        if (previous == null) {
            first = member;
        } else {
            previous.next = member;
        }
    }

    /// The first required field that the object read last does not have; null if there is none.
    @Nullable
    Member missing() {
        for (Member member : required) {
            if (member.present != current) {
                return member;
            }
        }
        return null;
    }

    /// Begins an object that has no fields at all.
    void readNothing() {
        current++;
    }

    static void requireValue(Member member, RecordPass pass) {
        if (pass.problems().count()) {
            pass.problems()
                    .describe(
                            RecordError.CONSTRAINT_ERROR,
                            Optional.of(member.path),
                            Optional.of("required"),
                            "Missing value in column [%s]: the field is absent or empty, the schema requires it"
                                    .formatted(member.path));
        }
    }

    private void unknownField(String name, RecordPass pass) {
        if (!pass.problems().count()) {
            return;
        }
        Optional<String> meant = meant(name);
        String hint = meant.map("; is it [%s]?"::formatted).orElse("");
        boolean shown = !pass.sensitive() || meant.isPresent();
        String text = pass.shown(name).text();
        String where = path.isEmpty() ? "" : path + ".";
        pass.problems()
                .describe(
                        RecordError.UNKNOWN_FIELD,
                        shown ? Optional.of(where + text) : Optional.empty(),
                        Optional.empty(),
                        shown
                                ? "Unknown field [%s]: the schema does not have it%s".formatted(where + text, hint)
                                : "Unknown field: %s has a field that the schema does not have"
                                        .formatted(path.isEmpty() ? "the value" : '[' + path + ']'));
    }

    /// The field whose name differs only in case, blanks, `-` and `_`.
    private Optional<String> meant(String name) {
        return name.length() > LONGEST_HINT ? Optional.empty() : Optional.ofNullable(byPlainName.get(plain(name)));
    }

    private static String plain(String name) {
        return name.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
    }
}
