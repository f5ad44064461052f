package io.sluice.engine.report;

/// The plain sentence that begins an error's message.
///
/// A message is its sentence, or the sentence, `: ` and details. Labels and columns may hold any text, so the
/// end of a sentence that names one is found by that name's length, not by looking for a colon. A column
/// named only among the details is none of the sentence's.
final class Sentence {
    private Sentence() {}

    static String of(ReportedError error) {
        String message = error.message();
        int colon = message.indexOf(": ");
        if (error.column().isPresent()) {
            String column = '[' + error.column().get() + ']';
            int named = message.indexOf(column);
            if (named >= 0 && named < colon) {
                colon = message.indexOf(": ", named + column.length());
            }
        }
        return colon < 0 ? message : message.substring(0, colon);
    }
}
