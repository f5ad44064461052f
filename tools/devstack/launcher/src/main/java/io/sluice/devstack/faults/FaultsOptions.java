package io.sluice.devstack.faults;

import io.sluice.devstack.stack.SftpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The words after `./sluice faults`.
///
/// @param cases in the order of their declaration
/// @param server the SFTP server of every case; without it each case runs against those that matter to it
/// @param halt how long `halted` halts each process
/// @param time how long `one-tenant` attacks
/// @param repetitions how often `versions` runs for each gap
/// @param accounts with how many accounts at a time `versions` runs
/// @param gaps of `versions`
/// @param files of `versions` in each run
/// @param dataSets how long `data-sets` runs
record FaultsOptions(
        Set<FaultCase> cases,
        Optional<SftpServer> server,
        Duration halt,
        Duration time,
        int repetitions,
        int accounts,
        List<Duration> gaps,
        int files,
        DataSetRuns dataSets) {

    FaultsOptions {
        cases = Set.copyOf(cases);
        gaps = List.copyOf(gaps);
    }

    /// Without a case all run. An unknown word gets a sentence for the terminal.
    static FaultsOptions parse(List<String> words) {
        EnumSet<FaultCase> cases = EnumSet.noneOf(FaultCase.class);
        Optional<SftpServer> server = Optional.empty();
        Duration halt = Duration.ofMinutes(1);
        Duration time = Duration.ofMinutes(2);
        int repetitions = 1;
        int accounts = 1;
        List<Duration> gaps = seconds("0,0.1,0.25,0.3,0.5");
        int files = 60;
        DataSetRuns dataSets = DataSetRuns.USUAL;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                cases.add(FaultCase.named(word));
                continue;
            }
            if (++i == words.size()) {
                throw new IllegalArgumentException("option " + word + " has no value");
            }
            String value = words.get(i);
            switch (word) {
                case "--sftp" -> server = Optional.of(server(value));
                case "--halt" -> halt = Duration.ofSeconds(number(word, value));
                case "--time" -> time = Duration.ofSeconds(number(word, value));
                case "--repetitions" -> repetitions = number(word, value);
                case "--accounts" -> accounts = number(word, value);
                case "--gaps" -> gaps = seconds(value);
                case "--files" -> files = number(word, value);
                case "--swaps" -> dataSets = dataSets.withSwaps(number(word, value));
                case "--kills" -> dataSets = dataSets.withKills(number(word, value));
                case "--spark" -> dataSets = dataSets.withSpark(Path.of(value));
                default ->
                    throw new IllegalArgumentException("unknown option '" + word
                            + "', expected --sftp, --halt, --time, --repetitions, --accounts, --gaps, --files,"
                            + " --swaps, --kills or --spark");
            }
        }
        return new FaultsOptions(
                cases.isEmpty() ? EnumSet.allOf(FaultCase.class) : cases,
                server,
                halt,
                time,
                repetitions,
                accounts,
                gaps,
                files,
                dataSets);
    }

    private static SftpServer server(String value) {
        return switch (value) {
            case "embedded" -> SftpServer.EMBEDDED;
            case "openssh" -> SftpServer.OPENSSH;
            default -> throw new IllegalArgumentException("--sftp '" + value + "', expected embedded or openssh");
        };
    }

    private static int number(String option, String value) {
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(option + " '" + value + "', expected a number above 0");
        }
        return Integer.parseInt(value);
    }

    private static List<Duration> seconds(String list) {
        List<Duration> gaps = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            if (!word.matches("[0-9]{1,3}([.][0-9]{1,3})?")) {
                throw new IllegalArgumentException("--gaps '" + list + "', expected seconds such as 0,0.25,0.5");
            }
            gaps.add(Duration.ofMillis(Math.round(Double.parseDouble(word) * 1000)));
        }
        return gaps;
    }

    /// The servers that a case runs against.
    List<SftpServer> servers(FaultCase one) {
        return server.map(List::of).orElseGet(one::servers);
    }

    Stream<FaultCase> inOrder() {
        return Stream.of(FaultCase.values()).filter(cases::contains);
    }
}
