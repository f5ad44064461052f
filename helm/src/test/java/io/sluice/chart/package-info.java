/// Checks of the chart in `helm/sluice`, on what helm renders; start reading at [TemplatesTest].
@NullMarked
package io.sluice.chart;

import org.jspecify.annotations.NullMarked;
