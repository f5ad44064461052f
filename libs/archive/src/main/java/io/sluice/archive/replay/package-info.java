/// Lists the archive for administrators, and brings a file back as a new job. Start at [ReplayUpload].
@NullMarked
package io.sluice.archive.replay;

import org.jspecify.annotations.NullMarked;
