/// How request bodies are read and what is wrong with them is collected. Start at [Findings].
@NullMarked
package io.sluice.schema.form;

import org.jspecify.annotations.NullMarked;
