package io.understudy.operators.training;

import io.understudy.operators.training.FrameCatalogue.Draw;
import io.understudy.operators.training.FrameCatalogue.Extent;
import io.understudy.operators.training.FrameCatalogue.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps the frames of each identity that {@link FrameSample} chose in keyed state and answers each
 * step with its pairs. Which frames a step gets depends on what is kept, the seed and the number of
 * the step alone.
 */
public final class FrameReservoir extends AbstractStreamOperator<StepFrames>
    implements OneInputStreamOperator<TrainingInput, StepFrames> {
  private static final long serialVersionUID = 1;
  private static final String EXTENTS = "clip-extents-v1";
  private static final String FRAMES = "clip-frames-v1";
  private static final long STEP_STRIDE = 7_919;
  private static final long TRAINER_STRIDE = 1_000_000_007;

  private final TrainingPlan plan;
  private transient MapState<Integer, Integer> extents;
  private transient MapState<Long, byte[]> frames;
  private transient FrameCatalogue catalogue;

  public FrameReservoir(TrainingPlan plan) {
    this.plan = plan;
  }

  @Override
  public void open() throws Exception {
    super.open();
    extents =
        getRuntimeContext().getMapState(new MapStateDescriptor<>(EXTENTS, Types.INT, Types.INT));
    frames =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    FRAMES, Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(StreamRecord<TrainingInput> element) throws Exception {
    TrainingInput input = element.getValue();
    if (input.callsForStep()) {
      output.collect(new StreamRecord<>(new StepFrames(input.step(), drawn(input.step()))));
    } else if (input.losesClip()) {
      lose(input.clip());
    } else {
      frames.put(place(input.clip(), input.frame()), input.content());
      extents.put(input.clip(), Math.max(extent(input.clip()), input.frame() + 1));
      catalogue = null;
    }
  }

  private int extent(int clip) throws Exception {
    Integer known = extents.get(clip);
    return known == null ? 0 : known;
  }

  private void lose(int clip) throws Exception {
    for (int frame = extent(clip) - 1; frame >= 0; frame--) {
      frames.remove(place(clip, frame));
    }
    extents.remove(clip);
    catalogue = null;
  }

  private byte[][] drawn(long step) throws Exception {
    if (catalogue == null) {
      catalogue = catalogue();
    }
    int trainer = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    long seed = plan.schedule().seed() * STEP_STRIDE + step + trainer * TRAINER_STRIDE;
    SplittableRandom random = new SplittableRandom(seed);
    byte[][] drawn = new byte[2 * plan.schedule().batch()][];
    for (int i = 0; i < drawn.length; i += 2) {
      Draw draw = catalogue.draw(random);
      setCurrentKey(draw.key());
      drawn[i] = frames.get(place(draw.clip(), draw.source()));
      drawn[i + 1] = frames.get(place(draw.clip(), draw.driving()));
    }
    return drawn;
  }

  private static long place(int clip, int frame) {
    return ((long) clip << Integer.SIZE) + frame;
  }

  private FrameCatalogue catalogue() throws Exception {
    List<Identity> identities = new ArrayList<>();
    for (String key : keys()) {
      setCurrentKey(key);
      List<Extent> clips = new ArrayList<>();
      extents.entries().forEach(clip -> clips.add(new Extent(clip.getKey(), clip.getValue())));
      clips.sort(Comparator.comparingInt(Extent::clip));
      identities.add(new Identity(key, clips));
    }
    if (identities.isEmpty()) {
      throw new IllegalArgumentException(
          "trainer %d of %d has no clip that can be used: give more clips or fewer trainers"
              .formatted(
                  getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() + 1, plan.trainers()));
    }
    return new FrameCatalogue(identities);
  }

  private List<String> keys() {
    try (Stream<String> keys =
        this.<String>getKeyedStateBackend().getKeys(EXTENTS, VoidNamespace.INSTANCE)) {
      return keys.distinct().sorted().toList();
    }
  }
}
