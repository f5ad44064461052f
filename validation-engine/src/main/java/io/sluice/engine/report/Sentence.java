package io.sluice.engine.report;

/// The plain sentence that begins an error's message.
///
/// A message is its sentence, or the sentence, `: ` and details. Labels and columns may hold any text, so the end of a
/// sentence that names one is found by that name's length, not by looking for a colon.
final class Sentence {
    private Sentence() {}

    static String of(ReportedError error) {
        String message = error.message();
        int from = error.column()
                .map(column -> message.indexOf('[' + column + ']') + column.length() + 1)
                .orElse(0);
        int colon = message.indexOf(": ", from);
        return colon < 0 ? message : message.substring(0, colon);
    }
}
