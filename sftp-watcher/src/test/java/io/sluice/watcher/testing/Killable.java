package io.sluice.watcher.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;

/// A real part each call of which is a step of the process, which may die before or after it.
public final class Killable {
    private Killable() {}

    public static <T> T of(Class<T> seam, T part, Steps steps) {
        return seam.cast(Proxy.newProxyInstance(
                seam.getClassLoader(), new Class<?>[] {seam}, (proxy, method, asked) -> {
                    var result = new AtomicReference<Object>();
                    var failure = new AtomicReference<Throwable>();
                    steps.around(() -> {
                        try {
                            result.set(method.invoke(part, asked));
                        } catch (InvocationTargetException failed) {
                            failure.set(failed.getCause());
                        } catch (IllegalAccessException impossible) {
                            throw new IllegalStateException(impossible);
                        }
                    });
                    if (failure.get() != null) {
                        throw failure.get();
                    }
                    return result.get();
                }));
    }
}
