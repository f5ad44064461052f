package io.sluice.data.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/// Iceberg's door to the metadata of tables. Its files are small, so each is read and written whole. It
/// deletes nothing: what no table names any more goes later, when no reader can be at it.
final class LakeFileIo implements FileIO {
    @Serial
    private static final long serialVersionUID = 1L;

    /// Iceberg sends such objects to other processes; this one stays here.
    private final transient LakeFiles files;

    LakeFileIo(LakeFiles files) {
        this.files = files;
    }

    @Override
    public InputFile newInputFile(String location) {
        return new Input(location);
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new Output(location);
    }

    /// Iceberg wants to delete the new manifest after a commit that merged it into another one. It stays, and
    /// goes later as what no table names.
    @Override
    public void deleteFile(String location) {}

    private final class Input implements InputFile {
        private final String location;

        private Input(String location) {
            this.location = location;
        }

        @Override
        public long getLength() {
            return files.read(location).length;
        }

        @Override
        public SeekableInputStream newStream() {
            return new InMemoryInputFile(location, files.read(location)).newStream();
        }

        @Override
        public String location() {
            return location;
        }

        @Override
        public boolean exists() {
            return getLength() >= 0;
        }
    }

    private final class Output implements OutputFile {
        private final String location;

        private Output(String location) {
            this.location = location;
        }

        @Override
        public PositionOutputStream create() {
            return new Buffer(location);
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            return create();
        }

        @Override
        public String location() {
            return location;
        }

        @Override
        public InputFile toInputFile() {
            return newInputFile(location);
        }
    }

    /// Written to the store when it is closed.
    private final class Buffer extends PositionOutputStream {
        private final String location;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private boolean closed;

        private Buffer(String location) {
            this.location = location;
        }

        @Override
        public long getPos() {
            return content.size();
        }

        @Override
        public void write(int oneByte) {
            content.write(oneByte);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            content.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            super.close();
            if (!closed) {
                closed = true;
                files.write(location, content.toByteArray());
            }
        }
    }
}
