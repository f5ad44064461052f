package io.sluice.engine.report;

/// The plain sentence at the start of an error's message.
///
/// A message is a sentence, or a sentence followed by `: ` and details. A column's name may itself contain `:
/// `, so a sentence that names a column ends after the name. A column that only the details name does not
/// count.
final class Sentence {
    private Sentence() {}

    /// The message up to its hint: the sentence of a limit, and by how much it is exceeded.
    static String withAmount(ReportedError error) {
        int hint = error.message().indexOf("; ");
        return hint < 0 ? error.message() : error.message().substring(0, hint);
    }

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
