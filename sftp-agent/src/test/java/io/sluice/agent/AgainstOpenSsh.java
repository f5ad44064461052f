package io.sluice.agent;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/// Tests against the real OpenSSH. All tests of a class share one instance, so that it can keep one
/// [LocalPod].
@EnabledIf("io.sluice.agent.OpenSsh#canRun")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface AgainstOpenSsh {}
