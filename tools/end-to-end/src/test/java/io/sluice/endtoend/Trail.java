package io.sluice.endtoend;

import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Where an upload went, as far as the volume and the services' logs know: what one looks for first when a
/// test waited without success; nobody can see it any more once the stack has stopped.
final class Trail {
    private static final int MOST_LINES = 8;
    private static final int LONGEST_LINE = 300;

    private Trail() {}

    /// Files and log lines that name both.
    static String of(Stack stack, String accountId, String date) {
        var trail = new StringBuilder("\nOn the volume:\n");
        try (var files = Files.walk(stack.volume())) {
            files.filter(Files::isRegularFile)
                    .map(stack.volume()::relativize)
                    .filter(file -> names(file.toString(), accountId, date))
                    .forEach(file -> trail.append("  ").append(file).append('\n'));
            for (var part : Part.services()) {
                trail.append(part.label()).append(":\n");
                last(stack.log(part), accountId, date)
                        .forEach(line -> trail.append("  ").append(line).append('\n'));
            }
        } catch (IOException | UncheckedIOException goneMeanwhile) {
            trail.append("  and more that cannot be looked at: ").append(goneMeanwhile);
        }
        return trail.toString();
    }

    private static Stream<String> last(Path log, String accountId, String date) throws IOException {
        try (var lines = Files.lines(log)) {
            var found = lines.filter(line -> names(line, accountId, date)).toList();
            return found.subList(Math.max(0, found.size() - MOST_LINES), found.size()).stream()
                    .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)));
        }
    }

    private static boolean names(String text, String accountId, String date) {
        return text.contains(accountId) && text.contains(date);
    }
}
