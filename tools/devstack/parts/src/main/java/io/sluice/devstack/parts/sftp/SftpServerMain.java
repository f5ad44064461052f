package io.sluice.devstack.parts.sftp;

import io.sluice.sftpserver.account.AccountListClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The SFTP server as a process of its own. Arguments are `name=value`:
///
/// | name | value |
/// |---|---|
/// | `volume` | folder |
/// | `host`, `port` | where to listen |
/// | `host-key` | file; made if missing |
/// | `service-key` | file with the public key of the service user |
/// | `validator-key` | file with the public key of the validators |
/// | `schema-service` | URL |
/// | `accounts-token` | file with a token of role sftp-server |
/// | `accounts-kept` | file that keeps the last account list |
/// | `authority` | optional PEM file with the authority of schema-service |
/// | `ready` | file that appears when log-ins work |
public final class SftpServerMain {

    private SftpServerMain() {}

    /// Runs until the process gets a signal to end.
    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = Stream.of(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        AccountBook accounts = new AccountBook();
        AccountPoller poller = new AccountPoller(
                new AccountListClient(
                        URI.create(value(settings, "schema-service")),
                        Path.of(value(settings, "accounts-token")),
                        Optional.ofNullable(settings.get("authority")).map(Path::of)),
                Path.of(value(settings, "accounts-kept")),
                accounts,
                Duration.ofSeconds(1));
        EmbeddedSftp sftp = new EmbeddedSftp(
                        Path.of(value(settings, "volume")),
                        value(settings, "host"),
                        Integer.parseInt(value(settings, "port")),
                        KeyFiles.ensure(Path.of(value(settings, "host-key"))),
                        Files.readString(Path.of(value(settings, "service-key")))
                                .strip(),
                        accounts)
                .withValidator(Files.readString(Path.of(value(settings, "validator-key")))
                        .strip())
                .start();
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            poller.close();
                            sftp.close();
                            end.countDown();
                        },
                        "sftp-shutdown"));
        Files.writeString(
                Path.of(value(settings, "ready")),
                Long.toString(ProcessHandle.current().pid()));
        end.await();
    }

    private static String value(Map<String, String> settings, String name) {
        return Optional.ofNullable(settings.get(name))
                .orElseThrow(() -> new IllegalArgumentException("argument " + name + "=… is missing"));
    }
}
