package io.sluice.devstack.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailSinkIT {

    @Test
    void keepsMailsOverAStopAndAnswersThemAsJson() throws Exception {
        try (MailSink sink = MailSink.temporary().start()) {
            send(sink, "first \"quoted\"");
            sink.stop();
            sink.start();
            send(sink, "second");

            assertThat(get(sink, "application/json")).isEqualTo("""
                            [{"from":"sluice@example.com","to":["data@acme.example"],"subject":"first \\"quoted\\"","text":"2 < 3","html":""},\
                            {"from":"sluice@example.com","to":["data@acme.example"],"subject":"second","text":"2 < 3","html":""}]""");
        }
    }

    @Test
    void countsAMailToTwoRecipientsOnceAndARepeatedMailTwice() {
        try (MailSink sink = MailSink.temporary().start()) {
            send(sink, "first", "data@acme.example,ops@acme.example");
            send(sink, "second", "data@acme.example,ops@acme.example");
            send(sink, "second", "data@acme.example,ops@acme.example");

            assertThat(sink.mails()).extracting(CaughtMail::subject).containsExactly("first", "second", "second");
            assertThat(sink.mails().getFirst().to()).containsExactly("data@acme.example", "ops@acme.example");
        }
    }

    @Test
    void showsAnInboxToABrowser() throws Exception {
        try (MailSink sink = MailSink.temporary().start()) {
            send(sink, "<b>bold</b>");

            assertThat(get(sink, "text/html,*/*"))
                    .contains("&lt;b&gt;bold&lt;/b&gt;", "<pre>2 &lt; 3</pre>")
                    .doesNotContain("<b>bold");
        }
    }

    @Test
    void answersOnlyForItsOwnHost() throws Exception {
        try (MailSink sink = MailSink.temporary().start()) {
            int port = URI.create(sink.url()).getPort();

            for (var own : List.of("127.0.0.1:" + port, "localhost:" + port)) {
                assertThat(status(port, "Host: " + own + "\r\n")).isEqualTo(200);
            }
            for (var foreign : List.of("attacker.example:" + port, "127.0.0.1", "localhost:1", "attacker.example")) {
                assertThat(status(port, "Host: " + foreign + "\r\n")).isEqualTo(421);
            }
            assertThat(status(port, "Host: localhost:%d\r\nHost: localhost:%d\r\n".formatted(port, port)))
                    .isNotEqualTo(200);
        }
    }

    private static int status(int port, String headers) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    private static void send(MailSink sink, String subject) {
        send(sink, subject, "data@acme.example");
    }

    private static void send(MailSink sink, String subject, String recipients) {
        GreenMailUtil.sendTextEmail(
                recipients,
                "sluice@example.com",
                subject,
                "2 < 3",
                new ServerSetup(sink.smtpPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    private static String get(MailSink sink, String accept) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(sink.url()))
                                    .header("Accept", accept)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
