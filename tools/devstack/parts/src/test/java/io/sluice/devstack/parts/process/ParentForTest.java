package io.sluice.devstack.parts.process;

import io.sluice.devstack.parts.process.ChildProcess.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A process that has a child and a temporary folder, writes both down, and waits to be killed.
final class ParentForTest {

    private ParentForTest() {}

    public static void main(String[] arguments) throws Exception {
        Path temporary = TemporaryFolders.create("parent");
        ChildProcess child = ChildProcess.start(
                new Command("child", List.of("sleep", "600"), Map.of(), temporary.resolve("child.log")));
        Path draft = Path.of(arguments[0] + ".draft");
        Files.writeString(draft, child.pid() + "\n" + temporary + "\n");
        Files.move(draft, Path.of(arguments[0]), StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }
}
