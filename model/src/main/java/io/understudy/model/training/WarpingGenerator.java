package io.understudy.model.training;

import io.understudy.model.preset.Preset;
import io.understudy.model.preset.ScaleChannels;
import io.understudy.model.preset.SynergizeConfiguration;
import io.understudy.model.weights.HostTensor;
import io.understudy.model.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Initial weights under which the generator of NETWORKS section 3 draws the source warped by the
 * first flow, so that training repairs a picture instead of learning to see: residual branches
 * begin at zero, and colours pass through the largest scale. A window's token holds its lowest
 * cosine terms ({@link CosineTokens}), at every scale. Of the maps that the last group norm sees,
 * the first three groups hold a colour, its negative, a constant and its negative: the constants
 * give every picture the same norm, without which its contrast would be lost.
 */
final class WarpingGenerator {
  private static final int COLOURS = 3;
  private static final int GROUP = 4;
  private static final int TOKENS = 32;
  private static final int LARGEST = 256;
  private static final float CONSTANT = 4;
  // Squares of colours in [-1, 1] are about this on average.
  private static final double COLOUR_POWER = 0.25;
  private static final float VISIBLE_BIAS = 2;
  // Share of what the other maps would draw: enough to learn through, too little to see.
  private static final float FAINT = 0.05F;
  private static final double EPSILON = 1e-6;

  // What ends each residual branch, and what bends the flow.
  private static final Pattern ENDS =
      Pattern.compile(
          "net_g\\.(encoder\\.blocks\\.[12]\\.conv2|app_block\\.\\d\\.conv2"
              + "|app_block\\.\\d\\.(self|cross)_attn\\.out_proj"
              + "|generator\\.blocks\\.16\\.conv2|refine\\.conv(o)?2"
              + "|fuse_convs_dict\\.\\d+\\.(scale|shift)\\.2)\\.(weight|bias)");
  private static final String ADDITION = "net_g.fuse_ms_dict.256.";
  private static final String LAST = "net_g.generator.blocks.18.";

  private final SynergizeConfiguration configuration;
  private final int channels;
  private final int group;

  WarpingGenerator(SynergizeConfiguration configuration) {
    this.configuration = configuration;
    this.channels = configuration.channels().at256();
    this.group = channels / configuration.channels().normGroups();
  }

  /** Whether the largest scale has the parts that this needs. */
  static boolean fits(SynergizeConfiguration configuration) {
    ScaleChannels channels = configuration.channels();
    return configuration.appearance().compensates(256)
        && configuration.featureAddition()
        && configuration.motionEncoder()
        && channels.normGroups() > COLOURS
        && channels.at256() / channels.normGroups() >= GROUP;
  }

  /** {@code drawn} with what makes it so. */
  Weights in(Preset preset, Weights drawn) {
    Map<String, float[]> changed = new LinkedHashMap<>();
    for (HostTensor tensor : drawn.tensors()) {
      if (ENDS.matcher(tensor.name()).matches()) {
        changed.put(tensor.name(), new float[tensor.size()]);
      }
    }
    changed.put("net_g.refine.convo2.bias", new float[] {VISIBLE_BIAS});
    encode(drawn, changed);
    tokens(changed);
    fuse(drawn, changed);
    draw(drawn, changed);
    return Weights.of(
        preset,
        drawn.description().training(),
        drawn.tensors().stream().map(tensor -> replaced(tensor, changed)).toList());
  }

  private static HostTensor replaced(HostTensor tensor, Map<String, float[]> changed) {
    float[] values = changed.get(tensor.name());
    return values == null ? tensor : HostTensor.ofFloats(tensor.name(), tensor.shape(), values);
  }

  /** The first maps of the encoder are the colours. */
  private void encode(Weights drawn, Map<String, float[]> changed) {
    float[] first = values(drawn, changed, "net_g.encoder.blocks.0.weight");
    float[] bias = values(drawn, changed, "net_g.encoder.blocks.0.bias");
    Arrays.fill(first, 0, COLOURS * COLOURS * 9, 0);
    for (int colour = 0; colour < COLOURS; colour++) {
      first[centre(colour, colour, COLOURS)] = 1;
      bias[colour] = 0;
    }
  }

  /** Tokens that give smooth maps at every scale. */
  private void tokens(Map<String, float[]> changed) {
    int dimensions = configuration.appearance().dimensions();
    for (int side = 2 * TOKENS; side <= LARGEST; side *= 2) {
      if (configuration.appearance().compensates(side)) {
        int window = side / TOKENS;
        int wide = configuration.channels().at(side);
        CosineTokens tokens =
            side == LARGEST
                ? CosineTokens.ofColours(window, wide, dimensions, new SplittableRandom(side))
                : CosineTokens.ofChannels(window, wide, dimensions);
        changed.put("net_g.app_feat_emb_" + side + ".1.weight", tokens.embedding());
        changed.put("net_g.app_feat_emb_" + side + ".1.bias", new float[dimensions]);
        changed.put("net_g.to_app_feat_" + side + ".0.weight", tokens.unembedding());
        changed.put("net_g.to_app_feat_" + side + ".0.bias", new float[window * window * wide]);
      }
    }
  }

  /** Colours and constants are added to maps that hold nothing else. */
  private void fuse(Weights drawn, Map<String, float[]> changed) {
    for (String name :
        new String[] {"conv2.weight", "conv2.bias", "conv_out.weight", "conv_out.bias"}) {
      float[] values = values(drawn, changed, "net_g.generator.blocks.15." + name);
      Arrays.fill(values, 0, values.length / channels * COLOURS * group, 0);
    }
    float[] weight = values(drawn, changed, ADDITION + "weight");
    float[] bias = values(drawn, changed, ADDITION + "bias");
    Arrays.fill(weight, 0, COLOURS * group * channels * 9, 0);
    Arrays.fill(bias, 0, COLOURS * group, 0);
    float share = (float) (1 / visible());
    for (int colour = 0; colour < COLOURS; colour++) {
      int at = colour * group;
      weight[centre(at, colour, channels)] = share;
      weight[centre(at + 1, colour, channels)] = -share;
      bias[at + 2] = CONSTANT;
      bias[at + 3] = -CONSTANT;
    }
  }

  /** Occlusion behind the last refinement of a source that is visible everywhere. */
  private static double visible() {
    double occlusion = 1;
    for (int step = 0; step < 4; step++) {
      occlusion = 1 / (1 + Math.exp(-occlusion - VISIBLE_BIAS));
    }
    return occlusion;
  }

  /** The picture is half the difference of a colour and its negative. */
  private void draw(Weights drawn, Map<String, float[]> changed) {
    double power = 2 * (COLOUR_POWER + CONSTANT * CONSTANT) / group;
    float half = (float) (Math.sqrt(power + EPSILON) / 2);
    float[] weight = values(drawn, changed, LAST + "weight");
    for (int out = 0; out < COLOURS; out++) {
      Arrays.fill(weight, out * channels * 9, (out * channels + COLOURS * group) * 9, 0);
      for (int i = (out * channels + COLOURS * group) * 9; i < (out + 1) * channels * 9; i++) {
        weight[i] *= FAINT;
      }
      weight[centre(out, out * group, channels)] = half;
      weight[centre(out, out * group + 1, channels)] = -half;
    }
    Arrays.fill(values(drawn, changed, LAST + "bias"), 0);
  }

  private static int centre(int out, int in, int ins) {
    return (out * ins + in) * 9 + 4;
  }

  /** Those values of a tensor that will be kept, to be changed in place. */
  private static float[] values(Weights drawn, Map<String, float[]> changed, String name) {
    return changed.computeIfAbsent(
        name,
        key -> {
          HostTensor tensor = drawn.tensor(key);
          float[] copy = new float[tensor.size()];
          tensor.floats().get(copy);
          return copy;
        });
  }
}
