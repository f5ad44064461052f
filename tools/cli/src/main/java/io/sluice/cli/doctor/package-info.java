/// `sluice doctor`: looks at every part of a running system and says what to fix. Start at [DoctorCommand];
/// a part is looked at by a `*Check`, [Checkup] collects those that the settings allow.
@NullMarked
package io.sluice.cli.doctor;

import org.jspecify.annotations.NullMarked;
