package io.sluice.engine.schema;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a field stands; it decides how the field may be called.
enum FieldPlace {
    /// A column of a file.
    COLUMN("[a-z][a-z0-9_]*", "lower case words joined by _"),
    /// A key of a record, at any depth.
    RECORD("[A-Za-z][A-Za-z0-9_]*", "letters, digits and _");

    private static final int MAX_NAME = 63;
    private static final int MAX_SHOWN = 100;

    @SuppressWarnings("ImmutableEnumChecker") // a compiled pattern never changes
    private final Pattern name;

    private final String meaning;

    FieldPlace(String name, String meaning) {
        this.name = Pattern.compile(name);
        this.meaning = meaning;
    }

    /// The name as problems show it, cut if it is very long. Each of the thousands of problems that a field
    /// may have repeats its name: names of any length would fill the memory.
    static @Nullable String shown(@Nullable String text) {
        return text == null || text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    void checkName(String path, @Nullable String text, ProblemCollector problems) {
        if (text == null) {
            problems.add(path + ".name", "the field has no name, expected " + meaning);
        } else if (text.length() > MAX_NAME) {
            problems.add(
                    path + ".name",
                    "field [%s] has a name of %d characters, expected at most %d"
                            .formatted(shown(text), text.length(), MAX_NAME));
        } else if (!name.matcher(text).matches()) {
            problems.add(
                    path + ".name",
                    "field [%s] has a name that is not %s, expected %s".formatted(text, meaning, name.pattern()));
        }
    }
}
