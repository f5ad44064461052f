/// Answers entities: one by its key, or all of a source page by page. Start reading at [EntitiesResource].
@NullMarked
package io.sluice.data.entity;

import org.jspecify.annotations.NullMarked;
