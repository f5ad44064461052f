@NullMarked
package io.sluice.threads;

import org.jspecify.annotations.NullMarked;
