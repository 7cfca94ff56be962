/**
 * Between the records of {@link io.understudy.connectors.contract} and the Protobuf messages of the
 * topics.
 *
 * <p>Parsing copies no payload and checks every bound; what breaks one is a {@link
 * io.understudy.connectors.wire.MalformedRecordException} and nothing else. Any thread.
 */
package io.understudy.connectors.wire;
