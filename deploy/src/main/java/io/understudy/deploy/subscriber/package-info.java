/**
 * What a subscriber of {@code reenacted-frames} needs: Kafka's client and the Protobuf records, no
 * Flink and no network. To be copied or depended on.
 */
package io.understudy.deploy.subscriber;
