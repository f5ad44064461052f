package io.sluice.engine;

import io.sluice.engine.value.Symbols;
import java.util.Locale;
import java.util.Optional;

/// What an unknown label says about its likely cause. A hint names fields, never the label: it may be hidden.
final class LabelHints {
    private LabelHints() {}

    /// @param similar the missing field whose letters the label has
    static Optional<String> of(String label, int column, int columns, byte delimiter, Optional<String> similar) {
        if (column == 0) {
            Optional<String> other = otherFormat(label.strip().toLowerCase(Locale.ROOT));
            if (other.isPresent()) {
                return other;
            }
        }
        if (columns == 1 && label.indexOf(delimiter) >= 0) {
            return Optional.of("the whole line is in quotes, quote each name on its own or none");
        }
        if (columns == 1 && label.matches(".*[;|\t].*")) {
            return Optional.of("the header is one column, separate its names");
        }
        if (similar.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> invisible = label.codePoints()
                .filter(symbol -> symbol != ' ' && Symbols.isBlank(symbol))
                .mapToObj(Symbols::named)
                .findFirst();
        return Optional.of(
                invisible.isPresent()
                        ? "without " + invisible.get() + " it is [" + similar.get() + "]"
                        : "likely [" + similar.get() + "] is meant");
    }

    /// A text in another format, by how it begins.
    static Optional<String> otherFormat(String start) {
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return Optional.of("the file is a web page (HTML), was the download a log-in or error page?");
        }
        if (start.startsWith("<?xml")) {
            return Optional.of("the file is XML, export it as CSV");
        }
        return start.startsWith("{") || start.startsWith("[{")
                ? Optional.of("the file is JSON, export it as CSV")
                : Optional.empty();
    }
}
