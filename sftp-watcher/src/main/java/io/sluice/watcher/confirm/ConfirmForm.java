package io.sluice.watcher.confirm;

import org.jspecify.annotations.Nullable;

/// The body of a confirmation.
///
/// @param path as the account sees it, e.g. `/sources/order/20200125_order.csv`
record ConfirmForm(@Nullable String path) {}
