package io.sluice.notifier.mail;

/// What a mail says, as plain text and as HTML.
public record MailContent(String subject, String text, String html) {}
