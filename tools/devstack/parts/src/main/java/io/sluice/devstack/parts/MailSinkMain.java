package io.sluice.devstack.parts;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The mail sink as a process of its own, on all addresses, as the chart's evaluation profile runs it.
///
/// Arguments: SMTP port, HTTP port, and the host names by which the page may be asked for, besides
/// `localhost`.
public final class MailSinkMain {

    private MailSinkMain() {}

    /// Runs until the process gets a signal to end.
    public static void main(String[] arguments) throws UnknownHostException {
        Set<String> names = Stream.concat(
                        Stream.of("127.0.0.1", "localhost"),
                        Stream.of(arguments).skip(2))
                .collect(Collectors.toUnmodifiableSet());
        MailSink sink = new MailSink(
                InetAddress.getByName("0.0.0.0"),
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                names);
        Runtime.getRuntime().addShutdownHook(new Thread(sink::close, "mail-sink-shutdown"));
        sink.start();
    }
}
