package io.sluice.schema;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import io.sluice.devstack.parts.quarkus.PostgresTestResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Starts PostgreSQL and Kafka once for all tests with this annotation, and makes a key pair for tokens.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@WithTestResource(value = KafkaTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = PostgresTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = KeyPairTestResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = RareSweepTestResource.class, scope = TestResourceScope.GLOBAL)
public @interface RealParts {}
