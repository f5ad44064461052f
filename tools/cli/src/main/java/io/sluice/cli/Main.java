package io.sluice.cli;

import io.sluice.cli.doctor.DoctorCommand;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `sluice COMMAND …`: the commands that work on a running system, wherever it runs.
@Command(name = "sluice", description = "Commands that work on a running Sluice.", subcommands = DoctorCommand.class)
public final class Main {

    private Main() {}

    /// Ends the JVM with the command's status, even if a library still waits for something.
    public static void main(String[] words) {
        // The outcomes contain what libraries report.
        Logger.getLogger("").setLevel(Level.OFF);
        System.exit(commandLine().execute(words));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }
}
