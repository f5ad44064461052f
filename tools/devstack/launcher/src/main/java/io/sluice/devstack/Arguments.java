package io.sluice.devstack;

import io.sluice.devstack.stack.ExistingParts;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.SftpServer;
import io.sluice.devstack.stack.StackOptions;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The words after `./sluice`: a command and its options.
///
/// @param envFile where to write the shell assignments once everything is ready
record Arguments(Command command, StackOptions stack, Optional<Path> envFile) {

    enum Command {
        UP,
        DEMO
    }

    /// Refuses unknown words with a sentence for the terminal.
    static Arguments parse(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("no command, expected up or demo");
        }
        Command command = switch (words.getFirst()) {
            case "up" -> Command.UP;
            case "demo" -> Command.DEMO;
            case String other ->
                throw new IllegalArgumentException("unknown command '" + other + "', expected up or demo");
        };
        String pickup = "continuous";
        SftpServer sftp = SftpServer.EMBEDDED;
        Optional<Integer> portBase = Optional.empty();
        Optional<Path> dataDir = Optional.empty();
        Optional<Path> envFile = Optional.empty();
        Optional<Path> config = Optional.empty();
        Set<Part> without = EnumSet.noneOf(Part.class);
        for (int index = 1; index < words.size(); index += 2) {
            String option = words.get(index);
            String value = index + 1 < words.size() ? words.get(index + 1) : missing(option);
            switch (option) {
                case "--pickup" -> pickup = pickup(value);
                case "--sftp" -> sftp = sftp(value);
                case "--port-base" -> portBase = Optional.of(portBase(value));
                case "--data-dir" -> dataDir = Optional.of(Path.of(value).toAbsolutePath());
                case "--env-file" -> envFile = Optional.of(Path.of(value).toAbsolutePath());
                case "--config" -> config = Optional.of(Path.of(value).toAbsolutePath());
                case "--without" -> without.addAll(services(value));
                default ->
                    throw new IllegalArgumentException(
                            "unknown option '" + option
                                    + "', expected --pickup, --sftp, --port-base, --data-dir, --env-file, --config or --without");
            }
        }
        if (command == Command.DEMO && !without.isEmpty()) {
            throw new IllegalArgumentException("--without is an option of up; the demo needs every service");
        }
        if (command == Command.DEMO && config.isPresent()) {
            throw new IllegalArgumentException(
                    "--config is an option of up; the demo reads the mails of its own mail server");
        }
        ExistingParts existing = config.map(ExistingParts::read).orElseGet(ExistingParts::none);
        return new Arguments(
                command, new StackOptions(pickup, sftp, portBase, dataDir, without, existing, Map.of()), envFile);
    }

    private static String missing(String option) {
        throw new IllegalArgumentException("option " + option + " has no value");
    }

    private static String pickup(String value) {
        if (value.equals("continuous")) {
            return value;
        }
        String[] words = value.strip().split("\\s+");
        try {
            if (words.length == 6 && ZoneId.of(words[5]).getId().equals(words[5])) {
                return String.join(" ", words);
            }
        } catch (DateTimeException unknownZone) {
            throw new IllegalArgumentException(
                    "--pickup '%s': '%s' is no time zone, expected one such as Asia/Taipei".formatted(value, words[5]),
                    unknownZone);
        }
        throw new IllegalArgumentException("--pickup '" + value
                + "', expected continuous or five cron fields and a time zone: \"0 6 * * * Asia/Taipei\"");
    }

    private static SftpServer sftp(String value) {
        return switch (value) {
            case "embedded" -> SftpServer.EMBEDDED;
            case "openssh" -> SftpServer.OPENSSH;
            default -> throw new IllegalArgumentException("--sftp '" + value + "', expected embedded or openssh");
        };
    }

    private static Set<Part> services(String list) {
        Set<Part> services = EnumSet.noneOf(Part.class);
        for (String name : list.split(",", -1)) {
            services.add(Part.services().stream()
                    .filter(service -> service.label().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("--without '%s', expected one or more of %s"
                            .formatted(
                                    list,
                                    Part.services().stream().map(Part::label).collect(Collectors.joining(","))))));
        }
        return services;
    }

    private static int portBase(String value) {
        try {
            int base = Integer.parseInt(value);
            if (base >= 1024 && base <= 65_000) {
                return base;
            }
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("--port-base '" + value + "', expected a number", none);
        }
        throw new IllegalArgumentException("--port-base " + value + ", expected 1024 to 65000");
    }
}
