/// Lets an administrator confirm an upload that may be cut. Start at [ConfirmUpload].
@NullMarked
package io.sluice.watcher.confirm;

import org.jspecify.annotations.NullMarked;
