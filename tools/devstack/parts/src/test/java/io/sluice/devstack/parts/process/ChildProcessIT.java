package io.sluice.devstack.parts.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.devstack.parts.process.ChildProcess.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {

    @TempDir
    private Path folder;

    @Test
    void endsWithAParentThatIsKilled() throws Exception {
        Path pids = folder.resolve("pids");
        ChildProcess parent = ChildProcess.start(Command.java(
                        "parent",
                        List.of(),
                        List.of(Path.of("target/test-classes"), Path.of("target/classes")),
                        ParentForTest.class.getName(),
                        folder.resolve("parent.log"))
                .with(pids));
        parent.awaitReady(() -> Files.exists(pids), Duration.ofSeconds(20));
        List<String> lines = Files.readAllLines(pids);
        long child = Long.parseLong(lines.getFirst());
        Path temporary = Path.of(lines.get(1));
        assertThat(ProcessHandle.of(child)).isPresent();
        assertThat(temporary).exists();

        parent.kill();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> ProcessHandle.of(child).isEmpty() && !Files.exists(temporary));
    }

    @Test
    void doesNotHearTheTerminalsInterrupt() throws Exception {
        Path running = folder.resolve("running");
        ChildProcess child = sleeper("touch " + running + "; exec sleep 60");
        // A signal before the shell has run its `trap` ends it.
        child.awaitReady(() -> Files.exists(running), Duration.ofSeconds(20));

        new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();
        new ProcessBuilder("kill", "-HUP", Long.toString(child.pid())).start().waitFor();

        assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofMillis(300)))
                .hasMessageStartingWith("sleeper is not ready after 0 s");
        assertThat(child.isAlive()).isTrue();
        child.stop();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void showsTheEndOfTheLogWhenTheProcessDiesEarly() {
        ChildProcess child = sleeper("echo no such file; exit 3");

        assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofSeconds(10)))
                .hasMessage("sleeper ended with status 3 before it was ready; the end of its log "
                        + folder.resolve("sleeper.log") + ":\nno such file");
    }

    private ChildProcess sleeper(String script) {
        return ChildProcess.start(
                new Command("sleeper", List.of("sh", "-c", script), Map.of(), folder.resolve("sleeper.log")));
    }
}
