/// How events and answers are written as JSON. Start at [SluiceJson].
@NullMarked
package io.sluice.contracts.json;

import org.jspecify.annotations.NullMarked;
