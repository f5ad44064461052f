/// The ledger of uploads, made from sshd's log of file requests. Start at [RecordUploads].
@NullMarked
package io.sluice.agent.ledger;

import org.jspecify.annotations.NullMarked;
