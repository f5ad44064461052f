package io.sluice.data.copy;

import io.sluice.database.TableSchedule;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Makes plain copies after each commit, and every second those of instances that died before they could.
@Singleton
public class CopySchedule extends TableSchedule {
    CopySchedule(DueCopies copies, PlainObjects objects) {
        super("plain-copies", Duration.ofSeconds(1), new CopyDays(copies, objects)::all);
    }
}
