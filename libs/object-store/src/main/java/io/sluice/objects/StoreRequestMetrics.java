package io.sluice.objects;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.UUID;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Counts and times the requests to the store, each with all its attempts: `sluice.objects.requests`.
///
/// | label | values |
/// |---|---|
/// | `operation` | the SDK's names, e.g. `GetObject` |
/// | `outcome` | `success`, `failure`; a missing object is a failure |
public final class StoreRequestMetrics implements ExecutionInterceptor {
    /// The SDK takes each name once in a JVM, and tests load this class once for each start of a service.
    private static final ExecutionAttribute<Timer.Sample> BEGIN =
            new ExecutionAttribute<>(StoreRequestMetrics.class.getName() + UUID.randomUUID());

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        attributes.putAttribute(BEGIN, Timer.start(Metrics.globalRegistry));
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        record(attributes, "success");
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        record(attributes, "failure");
    }

    private static void record(ExecutionAttributes attributes, String outcome) {
        attributes
                .getAttribute(BEGIN)
                .stop(Timer.builder("sluice.objects.requests")
                        .description("Requests to the object store")
                        .tag("operation", attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))
                        .tag("outcome", outcome)
                        .register(Metrics.globalRegistry));
    }
}
