/**
 * The records that travel between operators and topics, and their Flink serializers.
 *
 * <p>Immutable: byte arrays and byte strings are handed over and never written again, so that
 * nothing is copied between chained operators. Every stored record starts with its version, see
 * {@link io.understudy.connectors.contract.VersionedSerializer}.
 */
package io.understudy.connectors.contract;
