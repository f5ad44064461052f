package io.sluice.data.copy;

import io.sluice.database.TableSchedule;
import io.sluice.threads.SupervisedThread.Work;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Makes plain copies after each commit, and every second those of instances that died before they could.
@Singleton
public class CopySchedule extends TableSchedule {
    CopySchedule(DueCopies copies, PlainObjects objects) {
        super("plain-copies", Duration.ofSeconds(1), copy(new CopyDays(copies, objects)));
    }

    private static Work copy(CopyDays copyDays) {
        return () -> copyDays.all(Thread.currentThread()::isInterrupted);
    }
}
