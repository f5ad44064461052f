package io.sluice.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.process.Checkout;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Some pages name the tests that show what they promise; each must exist.
class FaultsPageTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))\\.(\\w+)`");
    private static final Pattern METHOD = Pattern.compile("void (\\w+)\\(");

    @ParameterizedTest
    @ValueSource(strings = {"docs/operations/faults.md", "docs/development/batch-door.md"})
    void everyTestItNamesExists(String page) throws IOException {
        var root = Checkout.root();

        var named = TEST.matcher(Files.readString(root.resolve(page)))
                .results()
                .map(match -> match.group(1) + "." + match.group(2))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).hasSizeGreaterThan(40);
        named.removeAll(tests(root));
        assertThat(named).isEmpty();
    }

    /// The methods of all test classes, as `Class.method`.
    private static Set<String> tests(Path root) throws IOException {
        var found = new TreeSet<String>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                var name = folder.getFileName().toString();
                return name.equals("target") || (name.startsWith(".") && !folder.equals(root))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var name = file.getFileName().toString();
                if (name.endsWith("Test.java") || name.endsWith("IT.java")) {
                    METHOD.matcher(Files.readString(file))
                            .results()
                            .forEach(match -> found.add(name.replace(".java", ".") + match.group(1)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
