/// Makes Quarkus write JSON the house's way. See [SluiceJsonCustomizer].
@NullMarked
package io.sluice.web.json;

import org.jspecify.annotations.NullMarked;
