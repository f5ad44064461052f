package io.sluice.batch.state;

import java.util.Locale;

/// The state of a batch.
///
/// | state | on `/v2/batches/{uuid}` | on `/v2/batches/inspect` | becomes |
/// |---|---|---|---|
/// | allocated | `uploading` | `uploading` | stored, corrupted |
/// | stored | `fileprocessing` | `file_uploaded` | processing, success, error |
/// | processing | `fileprocessing` | `processing` | success, error |
/// | success, error, corrupted | the same word | the same word | final |
public enum BatchState {
    ALLOCATED("uploading", "uploading"),
    STORED("fileprocessing", "file_uploaded"),
    PROCESSING("fileprocessing", "processing"),
    SUCCESS("success", "success"),
    ERROR("error", "error"),
    CORRUPTED("corrupted", "corrupted");

    private final String code;
    private final String inspected;

    BatchState(String code, String inspected) {
        this.code = code;
        this.inspected = inspected;
    }

    /// The word in the document of a batch.
    public String code() {
        return code;
    }

    /// The word in the answers of `inspect`.
    public String inspected() {
        return inspected;
    }

    /// Whether one of its words is this one.
    public boolean isCalled(String word) {
        return code.equals(word) || inspected.equals(word);
    }

    /// Whether batches in this state have a log.
    public boolean hasLog() {
        return this == ERROR || this == CORRUPTED;
    }

    /// The word in the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BatchState ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
