/// Cases as data: what files, headers, rows, cells and schemas must be answered with; start at
/// [ReportCorpusTest].
@NullMarked
package io.sluice.engine.corpus;

import org.jspecify.annotations.NullMarked;
