/// Test resources that hand the embedded parts to Quarkus tests, each part started once a test run; start at
/// [KafkaTestResource].
@NullMarked
package io.sluice.devstack.parts.quarkus;

import org.jspecify.annotations.NullMarked;
