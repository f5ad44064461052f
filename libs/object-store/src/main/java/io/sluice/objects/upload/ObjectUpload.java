package io.sluice.objects.upload;

import io.sluice.objects.ObjectRequests;
import java.io.IOException;
import java.io.OutputStream;

/// Writes one object: it exists once [#finish] has returned, and replaces a previous one. A part of it is in
/// memory; an object smaller than that takes one request. Not thread-safe.
///
/// Methods that send something throw [io.sluice.objects.ObjectStoreUnavailableException]. [#close] removes
/// what was sent of an object that was not finished; of a killed process it stays until
/// [ObjectUploads#abortOlderThan].
public final class ObjectUpload implements AutoCloseable {
    private final PartUploadClient client;
    private final String key;
    private final ObjectRequests requests;
    private final MultipartOutputStream parts;
    private final OutputStream content = new Content();
    private long size;
    private boolean ended;

    ObjectUpload(PartUploadClient client, String key, ObjectRequests requests, int firstPartBytes) {
        this.client = client;
        this.key = key;
        this.requests = requests;
        this.parts = new MultipartOutputStream(
                (number, part) -> requests.run("write a part of " + key, () -> {
                    client.send(number, part);
                    return number;
                }),
                firstPartBytes);
    }

    /// Takes the bytes. Closing it does nothing, as streams around it close it that know of no [#finish].
    public OutputStream content() {
        return content;
    }

    /// The bytes written so far.
    public long size() {
        return size;
    }

    /// Makes the object of the bytes written.
    public void finish() {
        if (parts.sent() == 0) {
            requests.run("write " + key, () -> client.put(parts.rest()));
        } else {
            requests.run("finish writing " + key, () -> client.finish(parts.sent() + 1, parts.rest(), size));
        }
        ended = true;
    }

    /// Logs its own failure only, so that it does not hide why the write failed.
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        client.discard();
    }

    private final class Content extends OutputStream {
        @Override
        public void write(int oneByte) throws IOException {
            parts.write(oneByte);
            size++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            parts.write(bytes, offset, length);
            size += length;
        }
    }
}
