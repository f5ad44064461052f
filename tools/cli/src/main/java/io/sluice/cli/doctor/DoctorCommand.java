package io.sluice.cli.doctor;

import io.sluice.cli.doctor.Checkup.WishedLogIn;
import io.sluice.cli.doctor.Checkup.Wishes;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Reads the options, runs the checks, prints the report.
@Command(
        name = "doctor",
        sortOptions = false,
        description = "Checks every part of a running Sluice and says how to fix what is wrong.",
        footer = {
            "",
            "Addresses come from the keys that the services use, in a file or in the",
            "environment; docs/operations/doctor.md lists them.",
            "",
            "Status 0: nothing is bad. 1: something is bad. 2: the call is wrong, or",
            "there is nothing to check."
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "a properties file with the services' keys")
    private @Nullable Path config;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "the data folder of a running ./sluice up")
    private @Nullable Path dataDir;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "also log in as this account, and print the address that the server saw")
    private @Nullable String account;

    @Option(names = "--password-file", paramLabel = "FILE", description = "a file with the account's password")
    private @Nullable Path passwordFile;

    @Option(names = "--key", paramLabel = "FILE", description = "the account's private key")
    private @Nullable Path key;

    @Option(names = "--from", paramLabel = "ADDRESS", description = "log in from this address of this machine")
    private @Nullable String from;

    @Option(
            names = "--mail-to",
            paramLabel = "ADDRESS",
            description = "send a test mail to this address; without it none is sent")
    private @Nullable String mailTo;

    @Option(
            names = "--max-skew",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "how far clocks may differ (${DEFAULT-VALUE})")
    private int maxSkew;

    @Option(
            names = "--max-lag",
            paramLabel = "RECORDS",
            defaultValue = "10000",
            description = "how many Kafka records may wait for a service (${DEFAULT-VALUE})")
    private long maxLag;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "how long a check may take (${DEFAULT-VALUE})")
    private int timeout;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    /// With the environment of this process.
    public DoctorCommand() {
        this(System.getenv());
    }

    DoctorCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (timeout < 1 || maxSkew < 1 || maxLag < 0) {
            throw wrong("--timeout and --max-skew are at least 1, --max-lag is at least 0");
        }
        var wishes = new Wishes(
                Duration.ofSeconds(timeout), Duration.ofSeconds(maxSkew), maxLag, Optional.ofNullable(mailTo), logIn());
        var report = new CheckReport(new RunChecks(wishes.limit()).run(checks(wishes)));
        var out = spec().commandLine().getOut();
        out.print(json ? report.json() : report.table(colours()));
        out.flush();
        if (report.isNothingChecked()) {
            throw wrong("""
                    nothing was checked, because no address is set. Do one of these:
                      --data-dir DIR   DIR is the data folder of a running ./sluice up, which prints it as its first line
                      --config FILE    FILE holds the services' keys; docs/operations/doctor.md lists them
                      set the same keys in the environment, for instance SLUICE_SCHEMA_SERVICE_URL""");
        }
        return report.isAllGood() ? 0 : 1;
    }

    private java.util.List<Check> checks(Wishes wishes) {
        try {
            return new Checkup(settings(), wishes, InstantSource.system()).checks();
        } catch (IllegalArgumentException refused) {
            throw wrong(String.valueOf(refused.getMessage()));
        }
    }

    private Settings settings() {
        if (config != null && dataDir != null) {
            throw wrong("--config and --data-dir exclude each other");
        }
        var file = dataDir == null ? config : dataDir.resolve("doctor.properties");
        if (file == null) {
            return new Settings(Map.of(), environment);
        }
        if (!Files.exists(file)) {
            throw wrong(
                    dataDir == null
                            ? "%s does not exist, expected a properties file".formatted(file)
                            : "%s does not exist, expected it there while ./sluice up --data-dir %s runs"
                                    .formatted(file, dataDir));
        }
        try {
            return Settings.read(file, environment);
        } catch (IOException unreadable) {
            throw wrong("%s cannot be read: %s".formatted(file, Causes.of(unreadable)));
        }
    }

    private Optional<WishedLogIn> logIn() {
        if (account == null) {
            if (passwordFile != null || key != null || from != null) {
                throw wrong("--password-file, --key and --from need --account");
            }
            return Optional.empty();
        }
        TenantLogIn.Secret secret;
        if (passwordFile != null && key == null) {
            secret = new TenantLogIn.Secret.Password(passwordFile);
        } else if (key != null && passwordFile == null) {
            secret = new TenantLogIn.Secret.Key(key);
        } else {
            throw wrong("--account needs one of --password-file and --key");
        }
        return Optional.of(
                new WishedLogIn(account, secret, Optional.ofNullable(from).map(this::address)));
    }

    private InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException none) {
            throw wrong("--from %s, expected an address of this machine".formatted(text));
        }
    }

    private boolean colours() {
        return Optional.ofNullable(System.console())
                        .filter(java.io.Console::isTerminal)
                        .isPresent()
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec().commandLine(), sentence);
    }

    private CommandSpec spec() {
        return java.util.Objects.requireNonNull(spec, "picocli sets it");
    }
}
