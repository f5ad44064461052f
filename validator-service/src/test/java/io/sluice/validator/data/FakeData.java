package io.sluice.validator.data;

import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.data.DaySwapped;
import io.sluice.engine.batch.HashKey;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.objects.data.DataObjects;
import io.sluice.schemas.SchemaServiceUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Data files in memory, and a data-service that remembers the swaps.
public final class FakeData implements DataObjects, DaySwaps {
    private final SortedMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final List<DaySwap> swaps = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean unavailable;
    private volatile boolean full;
    private volatile boolean keysUnavailable;
    private volatile Optional<HashKey> hashKey = Optional.empty();
    private final AtomicInteger withoutData = new AtomicInteger();
    private volatile boolean erased;
    private volatile boolean late;
    private volatile boolean refusing;
    private volatile Runnable onWriting = () -> {};
    private final int threads;
    private final DaySets daySets;

    public FakeData() {
        this(1);
    }

    /// @param threads that write long files
    public FakeData(int threads) {
        this.threads = threads;
        daySets = new DaySets(
                files(),
                account -> {
                    if (keysUnavailable) {
                        throw new SchemaServiceUnavailableException("schema-service is unavailable", null);
                    }
                    asked.incrementAndGet();
                    return hashKey;
                },
                this,
                account -> erased,
                true,
                withoutData::incrementAndGet);
    }

    private DayFiles files() {
        return new DayFiles(this, new Random(1), 1 << 20, new WritingThreads(threads));
    }

    /// A validator whose files do not become data.
    public DaySets without() {
        return new DaySets(
                files(), account -> Optional.empty(), this, account -> erased, false, withoutData::incrementAndGet);
    }

    /// Accepted files without data.
    public int acceptedWithoutData() {
        return withoutData.get();
    }

    /// Erases all accounts.
    public void erase() {
        erased = true;
    }

    /// Whether later jobs of each day came first.
    public void setLate(boolean is) {
        late = is;
    }

    /// Whether data-service refuses each swap.
    public void setRefusing(boolean is) {
        refusing = is;
    }

    public DaySets daySets() {
        return daySets;
    }

    /// The finished objects by key.
    public Map<String, byte[]> objects() {
        return Map.copyOf(objects);
    }

    public List<DaySwap> swaps() {
        return List.copyOf(swaps);
    }

    /// Objects that were begun, finished or not.
    public int begun() {
        return begun.get();
    }

    /// Objects that were begun and neither finished nor given up.
    public int open() {
        return open.get();
    }

    /// How often the key of an account was asked for.
    public int keysAsked() {
        return asked.get();
    }

    public void setHashKey(HashKey key) {
        hashKey = Optional.of(key);
    }

    public void setKeysUnavailable(boolean are) {
        keysUnavailable = are;
    }

    /// Whether data-service is unavailable.
    public void setUnavailable(boolean is) {
        unavailable = is;
    }

    /// Runs whenever bytes of an object arrive.
    public void onWriting(Runnable work) {
        onWriting = work;
    }

    /// Whether the object store takes nothing.
    public void setFull(boolean is) {
        full = is;
    }

    @Override
    public DaySwapped swap(DaySwap swap) {
        if (unavailable) {
            throw new DataServiceUnavailableException("data-service is unavailable", null);
        }
        if (refusing) {
            throw new DaySwapRefusedException("data-service refuses the day");
        }
        swaps.add(swap);
        return new DaySwapped("1", !late);
    }

    @Override
    public void remove(String key) {
        requireRoom();
        objects.remove(key);
    }

    @Override
    public DataObject begin(String key) {
        begun.incrementAndGet();
        open.incrementAndGet();
        var content = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                onWriting.run();
                super.write(bytes, offset, length);
            }
        };
        return new DataObject() {
            private boolean ended;

            @Override
            public OutputStream content() {
                return content;
            }

            @Override
            public void finish() {
                requireRoom();
                objects.put(key, content.toByteArray());
                end();
            }

            @Override
            public void close() {
                end();
            }

            private void end() {
                if (!ended) {
                    open.decrementAndGet();
                }
                ended = true;
            }
        };
    }

    private void requireRoom() {
        if (full) {
            throw new ObjectStoreUnavailableException("the object store is full", null);
        }
    }
}
