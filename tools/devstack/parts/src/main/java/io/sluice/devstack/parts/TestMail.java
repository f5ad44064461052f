package io.sluice.devstack.parts;

/// The mail sink of integration tests, one a test run.
public final class TestMail {

    private TestMail() {}

    /// Its SMTP port and the address where a GET answers the mails; the first call starts it, the end of the
    /// JVM ends it.
    public static Address address() {
        String[] known = JvmWide.once("sluice.test.mail", () -> {
                    MailSink sink = MailSink.temporary().start();
                    return sink.smtpPort() + " " + sink.url();
                })
                .split(" ", 2);
        return new Address(Integer.parseInt(known[0]), known[1]);
    }

    /// The SMTP port of the sink on 127.0.0.1 and the address of its page.
    public record Address(int smtpPort, String url) {}
}
