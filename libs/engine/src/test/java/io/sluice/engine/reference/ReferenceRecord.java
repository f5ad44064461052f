package io.sluice.engine.reference;

import java.util.List;

/// One record of a file.
///
/// @param line physical line on which it starts
/// @param strayQuote whether there is a quote inside an unquoted cell, or text after a closing quote
/// @param empty whether the line has no characters
/// @param blank whether the line has only blanks and no quotes
record ReferenceRecord(long line, List<String> cells, boolean strayQuote, boolean empty, boolean blank) {}
