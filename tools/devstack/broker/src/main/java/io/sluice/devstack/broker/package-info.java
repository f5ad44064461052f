/// A Kafka broker with its controller in one process; start reading at [BrokerMain].
@NullMarked
package io.sluice.devstack.broker;

import org.jspecify.annotations.NullMarked;
