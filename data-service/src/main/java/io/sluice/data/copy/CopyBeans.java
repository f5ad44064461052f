package io.sluice.data.copy;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the use case of this package.
final class CopyBeans {
    @Produces
    @Singleton
    CopyDays copyDays(DueCopies copies, PlainObjects objects) {
        return new CopyDays(copies, objects);
    }
}
