package io.understudy.connectors.kafka;

import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.provenance.MarkHeaders;
import java.util.Map;

/** Headers that mark a reenacted frame as synthetic media and say what made it. */
final class FrameMarks implements RecordWriter.Headers<ReenactedFrame> {
  private static final long serialVersionUID = 1L;

  @Override
  public Map<String, String> of(ReenactedFrame frame) {
    return Map.of(
        MarkHeaders.DIGITAL_SOURCE_TYPE, frame.digitalSourceType(),
        MarkHeaders.SOURCE_ID, frame.sourceId(),
        MarkHeaders.PRESET, frame.preset(),
        MarkHeaders.WEIGHTS_ID, frame.weightsId());
  }
}
