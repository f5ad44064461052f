package io.sluice.archive.replay;

import io.sluice.contracts.file.JobId;

/// Gives new jobs their ids; the service that claims uploads implements it, so that claims and replays take
/// their ids from one sequence.
public interface NewJobIds {
    /// An id that sorts after all ids given before.
    JobId next();
}
