/**
 * The operator {@code source-features}: portraits, their consent and their features, once for each
 * model, and the streams that use them. Entry point: {@link
 * io.understudy.operators.source.SourceFeaturesOperator}.
 */
package io.understudy.operators.source;
