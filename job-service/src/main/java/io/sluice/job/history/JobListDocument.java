package io.sluice.job.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a source's history, newest first.
///
/// @param next the cursor of the next page; null on the last one
@JsonInclude(JsonInclude.Include.ALWAYS)
record JobListDocument(List<JobDocument> jobs, @Nullable String next) {}
