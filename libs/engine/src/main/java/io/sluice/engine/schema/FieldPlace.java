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

    @SuppressWarnings("ImmutableEnumChecker") // a compiled pattern never changes
    private final Pattern name;

    private final String meaning;

    FieldPlace(String name, String meaning) {
        this.name = Pattern.compile(name);
        this.meaning = meaning;
    }

    void checkName(String path, @Nullable String text, ProblemCollector problems) {
        if (text == null) {
            problems.add(path + ".name", "the field has no name, expected " + meaning);
        } else if (text.length() > MAX_NAME) {
            problems.add(
                    path + ".name",
                    "field [%s] has a name of %d characters, expected at most %d"
                            .formatted(text, text.length(), MAX_NAME));
        } else if (!name.matcher(text).matches()) {
            problems.add(
                    path + ".name",
                    "field [%s] has a name that is not %s, expected %s".formatted(text, meaning, name.pattern()));
        }
    }
}
