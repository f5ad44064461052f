/// The account list that the SFTP servers poll. Start at [SftpAccountsResource].
@NullMarked
package io.sluice.schema.sftpaccounts;

import org.jspecify.annotations.NullMarked;
