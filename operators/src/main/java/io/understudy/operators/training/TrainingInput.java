package io.understudy.operators.training;

/**
 * What reaches the reservoir: a frame to keep, a clip of which none is to be kept after all, or the
 * call for the pairs of a step.
 *
 * @param key of the identity, or any key of the trainer that the step is for
 * @param step number of the step; 0 with a frame or clip
 * @param clip number of the clip among those of the identity
 * @param frame its place among those that are kept of its clip; a later one takes an earlier one's
 * @param content the frame as {@link FrameBytes}; empty with a clip or step
 */
public record TrainingInput(String key, long step, int clip, int frame, byte[] content) {
  private static final byte[] NOTHING = {};

  static TrainingInput ofStep(String key, long step) {
    return new TrainingInput(key, step, 0, 0, NOTHING);
  }

  static TrainingInput ofFrame(String key, int clip, int frame, byte[] content) {
    return new TrainingInput(key, 0, clip, frame, content);
  }

  static TrainingInput ofLostClip(String key, int clip) {
    return new TrainingInput(key, 0, clip, 0, NOTHING);
  }

  boolean losesClip() {
    return step == 0 && content.length == 0;
  }

  boolean callsForStep() {
    return step > 0;
  }
}
