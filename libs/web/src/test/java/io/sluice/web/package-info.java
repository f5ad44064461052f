/// Tests of what all services share, on a small application of their own.
@NullMarked
package io.sluice.web;

import org.jspecify.annotations.NullMarked;
