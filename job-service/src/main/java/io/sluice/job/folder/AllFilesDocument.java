package io.sluice.job.folder;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sluice.contracts.account.AccountId;
import io.sluice.job.folder.FileListDocument.FileDocument;
import java.util.List;
import java.util.Optional;

/// A page of unclaimed files of all accounts.
///
/// @param next the cursor of the next page; absent on the last one
record AllFilesDocument(List<AccountFileDocument> files, Optional<String> next) {

    /// A file, and the account that it belongs to.
    record AccountFileDocument(
            @JsonProperty("accuid") AccountId accountId,
            @JsonUnwrapped FileDocument file) {}

    /// @param found the files of the page, and one more if another page follows
    static AllFilesDocument of(List<AccountFile> found, int limit) {
        var files = found.stream().limit(limit).toList();
        return new AllFilesDocument(
                files.stream()
                        .map(file -> new AccountFileDocument(file.account(), FileDocument.of(file.file())))
                        .toList(),
                found.size() > limit
                        ? Optional.of(FilesCursor.after(files.getLast().place()))
                        : Optional.empty());
    }
}
