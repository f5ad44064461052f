/// Reads requests and collects what is wrong with them. Start at [Findings].
@NullMarked
package io.sluice.schema.form;

import org.jspecify.annotations.NullMarked;
