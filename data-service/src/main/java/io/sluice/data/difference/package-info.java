/// What differs between two versions of a day, with bounded memory. Start reading at [CompareVersions].
@NullMarked
package io.sluice.data.difference;

import org.jspecify.annotations.NullMarked;
