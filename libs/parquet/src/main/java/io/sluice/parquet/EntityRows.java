package io.sluice.parquet;

import io.sluice.engine.schema.RecordField;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordValue;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// Writes entities as a Parquet file: all fields of the schema in its order, nested ones as groups and lists,
/// then the columns that [EntityNames] names. A sensitive value is in an entity as its hash; anything else in
/// its place is missing in the file, and so is a key that may have a clear value ([EntityKeys]).
///
/// A failure of the stream is thrown as it is, an [IOException] as an [UncheckedIOException]. Not
/// thread-safe.
public final class EntityRows implements AutoCloseable {
    /// Between two looks at how full the row group is.
    private static final int MOST_ROWS = 1 << 10;

    private static final int MOST_BYTES = 1 << 20;

    private final NestedFile file;
    private final NodeWriter root;
    private final EntityText text = new EntityText();
    private final EntityJson json = new EntityJson();
    private final EntityKeys keys;
    private final NestedValues key;
    private final NestedValues batch;
    private final NestedValues line;
    private final NestedValues updatedAt;
    private int columns;
    private int rowsSinceLook;
    private int bytesSinceLook;
    private long rows;

    /// Writes the first bytes.
    ///
    /// @param ids of the fields by their paths: `address`, `address.city`, `tags`, `tags[]`; those of our
    /// columns by their names
    /// @param rowGroupBytes see [ParquetFile]
    public EntityRows(RecordSchema schema, ToIntFunction<String> ids, int rowGroupBytes, OutputStream out) {
        keys = new EntityKeys(schema);
        var fields = EntityFields.of(schema.fields(), EntityNames.of(schema), keys.areSensitive(), ids);
        try {
            file = new NestedFile(fields.types(), fields.secret(), rowGroupBytes, out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        root = new StructureWriter(writers(schema.fields(), 0, 0), 0);
        key = next();
        batch = next();
        line = next();
        updatedAt = next();
    }

    private NestedValues next() {
        return file.column(columns++);
    }

    /// In the order of the columns.
    private Map<String, NodeWriter> writers(List<RecordField> fields, int definition, int repetition) {
        var writers = new LinkedHashMap<String, NodeWriter>();
        for (var field : fields) {
            writers.put(field.name(), writer(field.value(), definition + 1, repetition));
        }
        return writers;
    }

    /// @param definition of a value at this place
    /// @param repetition of the list around it; 0 without one
    private NodeWriter writer(RecordValue value, int definition, int repetition) {
        return switch (value) {
            case RecordValue.Scalar(var field) -> new ScalarWriter(field, next(), definition, keys.part(field));
            case RecordValue.AnyObject _ -> new AnyObjectWriter(next(), definition, text);
            case RecordValue.Structure(var fields) ->
                new StructureWriter(writers(fields, definition, repetition), definition);
            case RecordValue.Sequence(var items, var single) ->
                new SequenceWriter(
                        writer(items, definition + 2, repetition + 1),
                        single,
                        definition,
                        repetition + 1,
                        keys.parts(items));
        };
    }

    /// Writes one entity.
    ///
    /// @param entity its arrays may be used again afterwards
    /// @throws TooManyEntriesException when it does not fit into memory; the file cannot go on
    public void add(EntityRecord entity) {
        try {
            file.begin();
            keys.clear();
            put(batch, entity.batch());
            line.at(0, 1).put(entity.line());
            updatedAt.at(0, 1).put(entity.updatedAtMicros());
            var value = entity.value();
            text.set(value.bytes(), value.from());
            try (var tokens = json.read(value.bytes(), value.from(), value.length())) {
                root.write(tokens.nextToken(), tokens, 0);
            }
            if (keys.isShown(entity.key())) {
                put(key, entity.key());
            } else {
                key.putMissing(0, 0);
            }
            file.end();
            rows++;
            rowsSinceLook++;
            bytesSinceLook += value.length();
            if (rowsSinceLook == MOST_ROWS || bytesSinceLook >= MOST_BYTES) {
                file.endGroupIfFull();
                rowsSinceLook = 0;
                bytesSinceLook = 0;
            }
        } catch (TooManyEntriesException unnamed) {
            throw new TooManyEntriesException(entity, unnamed);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void put(NestedValues column, EntityRecord.Text text) {
        column.at(0, 1).put(text.bytes(), text.from(), text.from() + text.length());
    }

    /// The entities written so far.
    public long rows() {
        return rows;
    }

    /// Writes the end of the file; without it the file cannot be read.
    public void finish() {
        try {
            file.finish();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Releases memory, and leaves the stream open.
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
