package io.sluice.agent;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/// Tests against the real OpenSSH, on one instance, which may keep a [LocalPod] for all of them.
@EnabledIf("io.sluice.agent.OpenSsh#canRun")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface AgainstOpenSsh {}
