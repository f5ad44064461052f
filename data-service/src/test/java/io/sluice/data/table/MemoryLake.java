package io.sluice.data.table;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.exceptions.NotFoundException;

/// Small files of tables, in memory.
final class MemoryLake implements LakeFiles {
    private static final String ROOT = "s3://memory/";

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    @Override
    public String location(String key) {
        return ROOT + key;
    }

    @Override
    public String key(String location) {
        return location.substring(ROOT.length());
    }

    @Override
    public byte[] read(String location) {
        var content = files.get(location);
        if (content == null) {
            throw new NotFoundException("there is no %s", location);
        }
        return content;
    }

    @Override
    public void write(String location, byte[] content) {
        files.put(location, content);
    }

    @Override
    public OptionalLong size(String key) {
        var content = files.get(location(key));
        return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
    }
}
