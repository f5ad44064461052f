/// Test cases as data: files, headers, rows, cells and schemas with their expected results. Start reading at
/// [ReportCorpusTest].
@NullMarked
package io.sluice.engine.corpus;

import org.jspecify.annotations.NullMarked;
