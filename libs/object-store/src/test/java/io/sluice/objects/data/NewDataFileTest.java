package io.sluice.objects.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.data.DataFile;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewDataFileTest {
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void countsAndHashesWhatItWrites() throws Exception {
        var objects = new Recorded();

        DataFile made;
        try (var file = new NewDataFile(objects, "lake/acme/order/1.parquet")) {
            file.content().write('a');
            file.content().write("bc".getBytes(StandardCharsets.US_ASCII));
            made = file.finish(2);
        }

        assertThat(made).isEqualTo(new DataFile("lake/acme/order/1.parquet", 3, SHA256_OF_ABC, 2));
        assertThat(objects.calls).containsExactly("begin lake/acme/order/1.parquet", "finish abc", "close");
    }

    @Test
    void withoutAnEndThereIsNoObject() throws Exception {
        var objects = new Recorded();

        try (var file = new NewDataFile(objects, "k")) {
            file.content().write('a');
        }

        assertThat(objects.calls).containsExactly("begin k", "close");
    }

    private static final class Recorded implements DataObjects {
        private final List<String> calls = new ArrayList<>();

        @Override
        public DataObject begin(String key) {
            calls.add("begin " + key);
            var content = new ByteArrayOutputStream();
            return new DataObject() {
                @Override
                public OutputStream content() {
                    return content;
                }

                @Override
                public void finish() {
                    calls.add("finish " + content.toString(StandardCharsets.US_ASCII));
                }

                @Override
                public void close() {
                    calls.add("close");
                }
            };
        }

        @Override
        public void remove(String key) {
            calls.add("remove " + key);
        }
    }
}
