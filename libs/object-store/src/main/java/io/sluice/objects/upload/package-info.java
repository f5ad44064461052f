/// Writes objects of unknown length. Start reading at [ObjectUploads].
@NullMarked
package io.sluice.objects.upload;

import org.jspecify.annotations.NullMarked;
