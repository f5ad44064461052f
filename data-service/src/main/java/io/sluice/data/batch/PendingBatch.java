package io.sluice.data.batch;

import io.sluice.contracts.event.BatchReceived;

/// A batch that this process has to import, and what it knows of its attempts. One thread at a time works on
/// it.
public final class PendingBatch {
    private final BatchReceived batch;
    private volatile boolean isNoted;
    private int begun;
    private long number;
    private int postponements;
    private int failures;
    private int tooLong;
    private long temporary;
    private boolean hadNoRoom;
    private long staged;
    private int databaseFailures;

    public PendingBatch(BatchReceived batch) {
        this.batch = batch;
    }

    public BatchReceived batch() {
        return batch;
    }

    /// Whether an attempt of this process is noted in the database. It is only between two attempts when the
    /// database did not take the note back.
    boolean isNoted() {
        return isNoted;
    }

    /// An attempt is noted.
    void noted(Imports.Begun attempt) {
        begun = attempt.unended();
        number = attempt.number();
        isNoted = true;
    }

    /// The note is taken back.
    void takenBack() {
        isNoted = false;
    }

    /// Attempts that began in any process and did not end, when the last one was noted.
    int begun() {
        return begun;
    }

    /// Of the attempt that was noted last.
    long number() {
        return number;
    }

    /// Attempts of other processes that did not end: mostly the processes died in them.
    ///
    /// @param attempts that the database knows of
    int diedElsewhere(int attempts) {
        return attempts - failures - (isNoted ? 1 : 0);
    }

    /// An attempt failed unexpectedly: its note stays, and the next one is noted, too.
    ///
    /// @return how many failed so in this process
    public int failedUnexpectedly() {
        isNoted = false;
        return ++failures;
    }

    /// Counts a postponement for a reason that is not the batch's; how many there were.
    public int countPostponement() {
        return ++postponements;
    }

    /// The attempt takes so many bytes of temporary files.
    void takes(long bytes) {
        temporary = bytes;
    }

    /// What the last attempt took.
    long temporary() {
        return temporary;
    }

    /// The folder for temporary files had no room for an attempt.
    void foundNoRoom() {
        hadNoRoom = true;
    }

    boolean hadNoRoom() {
        return hadNoRoom;
    }

    /// The attempt puts so many bytes of records into the database.
    void stages(long bytes) {
        staged = bytes;
    }

    /// What the last attempt put there.
    long staged() {
        return staged;
    }

    /// Counts an attempt with many records in which the database failed; how many there were.
    public int countDatabaseFailure() {
        return ++databaseFailures;
    }

    /// Counts a merge that took too long; how many there were.
    int countTooLong() {
        return ++tooLong;
    }
}
