package io.sluice.engine.batch;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The first error of the record that is being read, and how many there are. An error of the record as a
/// whole comes before those of its fields. Mutable and reused.
final class RecordProblems {
    private @Nullable RecordError error;
    private boolean isOfWhole;
    private boolean isTooLarge;
    private int count;
    private Optional<String> column = Optional.empty();
    private Optional<String> rule = Optional.empty();
    private String message = "";

    void clear() {
        error = null;
        isOfWhole = false;
        isTooLarge = false;
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// Counts an error of a field. True if it is to be described: call [#describe].
    boolean count() {
        return ++count == 1;
    }

    void describe(RecordError what, Optional<String> where, Optional<String> violated, String text) {
        error = what;
        column = where;
        rule = violated;
        message = text;
    }

    void ofWhole(RecordError what, String text) {
        count++;
        if (!isOfWhole) {
            isOfWhole = true;
            describe(what, Optional.empty(), Optional.empty(), text);
        }
    }

    /// The record would take too much. Counts once, however many of its values have no room.
    void tooLarge(String text) {
        if (!isTooLarge) {
            isTooLarge = true;
            ofWhole(RecordError.TOO_LARGE, text);
        }
    }

    /// Replaces all other errors: of a line that cannot be read nothing else is certain.
    void unreadable(String reason) {
        clear();
        ofWhole(RecordError.UNREADABLE_LINE, "Failed to parse import line: " + reason);
    }

    RefusedRecord refused(long line, Optional<String> ref) {
        if (error == null) {
            throw new IllegalStateException("line %d has no error".formatted(line));
        }
        String more = count == 1
                ? ""
                : count == 2 ? "; and 1 more error" : String.format(Locale.ROOT, "; and %,d more errors", count - 1);
        return new RefusedRecord(line, ref, error, count, column, rule, message + more);
    }
}
