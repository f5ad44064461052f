/// sshd's file log, made into ledger lines. Start at [RecordUploads].
@NullMarked
package io.sluice.agent.log;

import org.jspecify.annotations.NullMarked;
