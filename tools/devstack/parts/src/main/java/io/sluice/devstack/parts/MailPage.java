package io.sluice.devstack.parts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/// The two forms in which the mail sink answers over HTTP.
final class MailPage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String PAGE = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="15"><title>Sluice inbox ({size})</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}details{border:1px solid #ccc;border-radius:6px;margin:.6rem 0;padding:.4rem .8rem}
            summary{cursor:pointer}small{color:#666}pre{white-space:pre-wrap}iframe{width:100%;height:28rem;border:1px solid #ddd}</style></head>
            <body><h1>Inbox</h1><p>{count}</p>{mails}</body></html>
            """;

    private MailPage() {}

    /// A JSON array of all mails, oldest first.
    static byte[] json(List<CaughtMail> mails) {
        try {
            return JSON.writeValueAsBytes(mails);
        } catch (JsonProcessingException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /// An inbox, newest first. Frames without scripts show the mails' own HTML.
    static String html(List<CaughtMail> mails) {
        String count = mails.isEmpty() ? "No mail yet." : mails.size() + " caught, newest first.";
        return PAGE.replace("{size}", Integer.toString(mails.size()))
                .replace("{count}", count)
                .replace(
                        "{mails}",
                        mails.reversed().stream().map(MailPage::entry).collect(Collectors.joining("\n")));
    }

    private static String entry(CaughtMail mail) {
        String body = mail.html().isEmpty()
                ? "<pre>" + escape(mail.text()) + "</pre>"
                : "<iframe sandbox srcdoc=\"" + escape(mail.html())
                        + "\"></iframe><details><summary>as text</summary><pre>" + escape(mail.text())
                        + "</pre></details>";
        return "<details><summary><strong>%s</strong> <small>%s &rarr; %s</small></summary>%s</details>"
                .formatted(escape(mail.subject()), escape(mail.from()), escape(String.join(", ", mail.to())), body);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
