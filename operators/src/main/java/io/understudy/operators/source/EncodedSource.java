package io.understudy.operators.source;

import io.understudy.operators.reenactor.ModelKey;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A source's features as bytes.
 *
 * @param model the model that made them, with the real id of its weights
 * @param kind what they are made for, see {@link io.understudy.model.Reenactor#featureKind}
 * @param featuresId digest of {@code features}
 * @param features what {@code SourceFeatures.toBytes} wrote; never written again
 */
@TypeInfo(EncodedSourceSerializer.Factory.class)
record EncodedSource(ModelKey model, String kind, String featuresId, byte[] features) {}
