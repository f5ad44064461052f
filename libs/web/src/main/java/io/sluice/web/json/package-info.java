/// Makes Quarkus read and write JSON as all of Sluice does. Start at [SluiceJsonCustomizer].
@NullMarked
package io.sluice.web.json;

import org.jspecify.annotations.NullMarked;
