package io.sluice.engine.reference;

import java.util.List;

/// One record as read.
///
/// @param line physical line where it starts
/// @param strayQuote whether a quote stands inside an unquoted cell or text after a closing one
/// @param empty whether the line has no character at all
/// @param blank whether the line has nothing but blanks, quotes being none
record ReferenceRecord(long line, List<String> cells, boolean strayQuote, boolean empty, boolean blank) {}
