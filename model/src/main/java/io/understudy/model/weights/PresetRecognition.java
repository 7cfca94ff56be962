package io.understudy.model.weights;

import io.understudy.model.preset.DaganConfiguration;
import io.understudy.model.preset.DenseMotionConfiguration;
import io.understudy.model.preset.FommConfiguration;
import io.understudy.model.preset.FommGeneratorConfiguration;
import io.understudy.model.preset.KeypointDetectorConfiguration;
import io.understudy.model.preset.McnetConfiguration;
import io.understudy.model.preset.ModelConfiguration;
import io.understudy.model.preset.Preset;
import io.understudy.model.preset.Presets;
import io.understudy.model.preset.ScaleConfiguration;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.preset.TpsmConfiguration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells by a few telling tensors which preset a checkpoint belongs to. */
final class PresetRecognition {
  private PresetRecognition() {}

  static Optional<Preset> of(Collection<HostTensor> tensors) {
    Map<String, long[]> shapes = new HashMap<>();
    tensors.forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
    return Presets.names().stream()
        .map(Presets::named)
        .filter(preset -> fits(telling(preset.configuration()), shapes))
        .findFirst();
  }

  private static boolean fits(Map<String, long[]> expected, Map<String, long[]> shapes) {
    return expected.entrySet().stream()
        .allMatch(entry -> Arrays.equals(entry.getValue(), shapes.get(entry.getKey())));
  }

  private static Map<String, long[]> telling(ModelConfiguration configuration) {
    Map<String, long[]> shapes = new HashMap<>();
    if (configuration instanceof FommConfiguration fomm) {
      fomm(shapes, fomm);
    } else if (configuration instanceof McnetConfiguration mcnet) {
      mcnet(shapes, mcnet);
    } else if (configuration instanceof DaganConfiguration dagan) {
      dagan(shapes, dagan);
    } else if (configuration instanceof TpsmConfiguration tpsm) {
      tpsm(shapes, tpsm);
    }
    configuration.codebooks().ifPresent(synergize -> synergize(shapes, synergize));
    configuration.scaleTransformation().ifPresent(scale -> scale(shapes, scale));
    return shapes;
  }

  private static void fomm(Map<String, long[]> shapes, FommConfiguration fomm) {
    motion(
        shapes,
        "kp_detector.",
        "generator.dense_motion_network.",
        fomm.keypointDetector(),
        fomm.denseMotion());
    generator(shapes, fomm.generator());
  }

  private static void mcnet(Map<String, long[]> shapes, McnetConfiguration mcnet) {
    motion(
        shapes,
        "kp_detector.",
        "generator.dense_motion_network.",
        mcnet.keypointDetector(),
        mcnet.denseMotion());
    int deepest = mcnet.blockExpansion() << 3;
    shapes.put("generator.resblock.0.conv1.weight", new long[] {deepest, deepest, 3, 3});
    mcnet
        .memory()
        .ifPresent(
            memory -> {
              int side = memory.sidePixels();
              shapes.put("generator.mbUnit.mb", new long[] {1, memory.channels(), side, side});
            });
  }

  private static void dagan(Map<String, long[]> shapes, DaganConfiguration dagan) {
    int narrow = dagan.generator().channels(dagan.generator().downBlocks()) / 8;
    shapes.put("generator.AttnModule.query_conv.bias", new long[] {narrow});
    generator(shapes, dagan.generator());
  }

  private static void tpsm(Map<String, long[]> shapes, TpsmConfiguration tpsm) {
    shapes.put("kp_detector.fg_encoder.fc.bias", new long[] {2L * tpsm.keypoints()});
    shapes.put("inpainting_network.final.weight", new long[] {3, tpsm.blockExpansion(), 7, 7});
  }

  private static void synergize(Map<String, long[]> shapes, SynergizeConfiguration synergize) {
    motion(
        shapes,
        "motion_estimator.kp_detector.",
        "motion_estimator.dense_motion_network.",
        synergize.keypointDetector(),
        synergize.denseMotion());
    codebooks(shapes, synergize);
  }

  private static void scale(Map<String, long[]> shapes, ScaleConfiguration scale) {
    shapes.put("scale_transform.localisation.4.bias", new long[] {scale.codeDimensions()});
  }

  private static void motion(
      Map<String, long[]> shapes,
      String detector,
      String flow,
      KeypointDetectorConfiguration keypoints,
      DenseMotionConfiguration dense) {
    int images = keypoints.imageChannels();
    shapes.put(
        detector + "kp.weight",
        new long[] {keypoints.keypoints(), keypoints.blockExpansion() + images, 7, 7});
    shapes.put(
        flow + "hourglass.encoder.down_blocks.0.conv.weight",
        new long[] {
          Math.min(dense.maxFeatures(), 2 * dense.blockExpansion()),
          (keypoints.keypoints() + 1L) * (images + 1),
          3,
          3
        });
  }

  private static void generator(Map<String, long[]> shapes, FommGeneratorConfiguration generator) {
    int bottleneck = generator.channels(generator.downBlocks());
    shapes.put("generator.first.conv.weight", new long[] {generator.blockExpansion(), 3, 7, 7});
    shapes.put(
        "generator.bottleneck.r%d.conv1.weight".formatted(generator.bottleneckBlocks() - 1),
        new long[] {bottleneck, bottleneck, 3, 3});
  }

  private static void codebooks(Map<String, long[]> shapes, SynergizeConfiguration synergize) {
    int narrowest = synergize.channels().at32();
    shapes.put("net_g.encoder.blocks.18.weight", new long[] {narrowest, narrowest, 3, 3});
    shapes.put(
        "net_g.generator.blocks.18.weight", new long[] {3, synergize.channels().at256(), 3, 3});
    shapes.put(
        "net_g.quantize_app.embedding.weight",
        new long[] {synergize.appearance().codes(), synergize.appearance().dimensions()});
    shapes.put(
        "net_g.quantize_motion.embedding.weight",
        new long[] {synergize.motion().codes(), synergize.motion().dimensions()});
  }
}
