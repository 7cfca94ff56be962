package io.understudy.operators.source;

import io.understudy.operators.reenactor.ModelKey;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A source's features as bytes.
 *
 * @param model the model that made them, with the real id of its weights
 * @param featuresId digest of {@code features}
 * @param features what {@code SourceFeatures.toBytes} wrote; never written again
 */
@TypeInfo(EncodedSourceSerializer.Factory.class)
record EncodedSource(ModelKey model, String featuresId, byte[] features) {}
