package io.sluice.devstack;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Prints headings, ticks and quoted answers; uses colours only on a terminal. Thread-safe.
public final class Terminal {

    private static final String BOLD = "1";
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String DIM = "2";

    private final PrintStream out;
    private final boolean colours;

    public Terminal(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /// Standard output, with colours if it is a terminal and `NO_COLOR` is not set.
    public static Terminal standard() {
        return new Terminal(
                System.out,
                Optional.ofNullable(System.console())
                                .filter(Console::isTerminal)
                                .isPresent()
                        && System.getenv().getOrDefault("NO_COLOR", "").isEmpty());
    }

    /// A new section.
    public synchronized void heading(String text) {
        out.println();
        out.println(colour(BOLD, text));
    }

    public synchronized void line(String text) {
        out.println("  " + text);
    }

    /// A name and its value.
    public synchronized void entry(String name, String value) {
        out.printf(Locale.ROOT, "  %-18s %s%n", name, value);
    }

    /// Something is right.
    public synchronized void good(String text) {
        out.println("  " + colour(GREEN, "✓") + " " + text);
    }

    /// Something is wrong.
    public synchronized void bad(String text) {
        out.println("  " + colour(RED, "✗") + " " + text);
    }

    /// A part is ready.
    synchronized void ready(String name, Duration after, String address) {
        out.printf(
                Locale.ROOT,
                "  %s %-18s %5.1f s  %s%n",
                colour(GREEN, "✓"),
                name,
                after.toMillis() / 1000.0,
                colour(DIM, address));
    }

    /// Prints an answer, a file or a tree with an indent.
    public synchronized void quote(@Nullable String text) {
        if (text != null) {
            text.lines().forEach(line -> out.println("      " + colour(DIM, line)));
        }
    }

    private String colour(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
