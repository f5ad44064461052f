package io.sluice.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A pod of the chart that runs without a container engine (`unpacked-pod.sh`): the files of its image, this
/// machine's `/usr` as the base, and user, environment, mounts and privileges as rendered.
final class UnpackedPod implements AutoCloseable {
    private static final Pattern ENTRY_POINT = Pattern.compile("(?m)^ENTRYPOINT (.*)$");

    private final Path folder;
    private final Process process;

    private UnpackedPod(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /// Starts it.
    ///
    /// @param folder has the image's `context`, and gets the rest
    /// @param secrets the Secrets of the namespace
    /// @param hosts names that lead to the pod itself
    static UnpackedPod start(Path folder, JsonNode pod, List<KubernetesObject> secrets, List<String> hosts)
            throws IOException {
        var container = pod.at("/containers/0");
        Files.write(folder.resolve("environment"), environment(container));
        Files.write(folder.resolve("mounts"), mounts(folder, pod, container, secrets));
        Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost " + String.join(" ", hosts) + "\n");
        var command = new ArrayList<>(List.of(
                Chart.folder().resolve("src/test/bash/unpacked-pod.sh").toString(),
                folder.toString(),
                container.at("/resources/limits/memory").asText().replace("i", ""),
                pod.at("/securityContext/runAsUser").asText(),
                pod.at("/securityContext/runAsGroup").asText()));
        command.addAll(entryPoint(folder.resolve("context/Containerfile")));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        process.getOutputStream().close();
        return new UnpackedPod(folder, process);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /// The process of the program, seen from outside.
    Path program() {
        return Path.of(
                "/proc",
                Long.toString(process.children().findFirst().orElseThrow().pid()));
    }

    /// What the command prints that runs in the pod's network.
    String inNetwork(String... command) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("nsenter", "--net=" + program().resolve("ns/net")));
        words.addAll(List.of(command));
        var asked = new ProcessBuilder(words).redirectErrorStream(true).start();
        asked.getOutputStream().close();
        var answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asked.waitFor();
        return answer;
    }

    @Override
    public void close() {
        // The program outlives the script that started it.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.onExit().get(20, TimeUnit.SECONDS);
        } catch (Exception stays) {
            throw new IllegalStateException("the pod does not end", stays);
        }
    }

    private static List<String> environment(JsonNode container) {
        return container
                .path("env")
                .valueStream()
                .map(variable -> variable.path("name").asText() + "="
                        + (variable.has("value") ? variable.get("value").asText() : "secret"))
                .toList();
    }

    private static List<String> mounts(Path folder, JsonNode pod, JsonNode container, List<KubernetesObject> secrets)
            throws IOException {
        var mounts = new ArrayList<String>();
        for (var mount : container.path("volumeMounts")) {
            var volume = pod.path("volumes")
                    .valueStream()
                    .filter(found -> found.path("name").equals(mount.path("name")))
                    .findFirst()
                    .orElseThrow();
            mounts.add(mount.path("mountPath").asText() + "="
                    + (volume.has("emptyDir") ? "" : lay(folder, pod, volume, secrets)));
        }
        return mounts;
    }

    /// Lays the files of a volume out as kubelet does: they belong to root and to the pod's group.
    private static Path lay(Path folder, JsonNode pod, JsonNode volume, List<KubernetesObject> secrets)
            throws IOException {
        var own = Files.createDirectories(
                folder.resolve("volumes").resolve(volume.path("name").asText()));
        var source = volume.has("projected") ? volume.path("projected") : volume.path("secret");
        var files = new TreeMap<String, byte[]>();
        if (volume.has("projected")) {
            source.path("sources").forEach(part -> files.putAll(files(part.path("secret"), "name", secrets)));
        } else {
            files.putAll(files(source, "secretName", secrets));
        }
        for (var file : files.entrySet()) {
            var path = Files.write(own.resolve(file.getKey()), file.getValue());
            Files.setAttribute(
                    path, "unix:gid", pod.at("/securityContext/fsGroup").asInt());
            Files.setAttribute(path, "unix:mode", source.path("defaultMode").asInt());
        }
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
        return own;
    }

    private static Map<String, byte[]> files(JsonNode source, String nameKey, List<KubernetesObject> secrets) {
        var data = secrets.stream()
                .filter(secret -> secret.name().equals(source.path(nameKey).asText()))
                .findFirst()
                .orElseThrow()
                .content()
                .path("data");
        var files = new TreeMap<String, byte[]>();
        for (var item : source.path("items")) {
            files.put(
                    item.path("path").asText(),
                    Base64.getDecoder()
                            .decode(data.required(item.path("key").asText()).asText()));
        }
        return files;
    }

    private static List<String> entryPoint(Path containerfile) throws IOException {
        var words = ENTRY_POINT.matcher(Files.readString(containerfile));
        if (!words.find()) {
            throw new IllegalStateException(containerfile + " has no ENTRYPOINT");
        }
        return new ObjectMapper()
                .readTree(words.group(1))
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }
}
