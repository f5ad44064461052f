package io.sluice.watcher.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.volume.Volume;
import io.sluice.watcher.ledger.OpenUpload;
import io.sluice.watcher.testing.World;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OpenBytesTest {
    private final List<String> asked = new ArrayList<>();

    /// No server can look at a path of more than 4,096 bytes; sshd answers as if the connection were broken.
    @Test
    void asksForNoPathThatIsTooLongForTheServer() {
        var volume = (Volume) Proxy.newProxyInstance(
                Volume.class.getClassLoader(), new Class<?>[] {Volume.class}, (proxy, request, arguments) -> {
                    asked.add(String.valueOf(arguments[0]));
                    return Optional.empty();
                });
        var open = new OpenBytes(volume, World.ACME);

        open.measure(List.of(upload("/sources/order/" + "deep/".repeat(300) + "f"), upload("/sources/order/f")));

        assertThat(asked).containsExactly("/accounts/acme/sources/order/f");
        assertThat(open.bytes()).isZero();
    }

    private static OpenUpload upload(String path) {
        return new OpenUpload(path, OptionalLong.empty());
    }
}
