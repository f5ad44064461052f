/// What a file's name and place mean: its data date, its job, whether it is taken at all. Start at
/// [UploadName].
@NullMarked
package io.sluice.contracts.file;

import org.jspecify.annotations.NullMarked;
