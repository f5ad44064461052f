package io.sluice.notifier.letter;

/// A letter as it is sent, twice the same: as plain text and as HTML.
public record WrittenLetter(String subject, String text, String html) {}
