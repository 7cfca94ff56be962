package io.understudy.model.preset;

import java.util.Objects;

/**
 * One codebook with the transformer that retrieves its codes (NETWORKS sections 3.4, 3.5, 3.7).
 *
 * @param scales where it compensates
 * @param sharing which codes a scale sees
 * @param codes number of codes; a multiple of the number of scales
 * @param dimensions length of a code and width of the transformer; a multiple of {@code heads}
 * @param layers transformer layers
 * @param heads attention heads
 */
public record CodebookConfiguration(
    CodebookScales scales, CodeSharing sharing, int codes, int dimensions, int layers, int heads) {
  public CodebookConfiguration {
    Objects.requireNonNull(scales, "scales");
    Objects.requireNonNull(sharing, "sharing");
    Range.checkMultiple("codes", codes, Math.max(1, scales.sides().size()));
    Range.check("heads", heads, 1, 64);
    Range.checkMultiple("dimensions", dimensions, heads);
    Range.check("layers", layers, 1, 16);
  }

  /** Whether the codebook exists. */
  public boolean present() {
    return scales != CodebookScales.NONE;
  }

  /** Whether it compensates the maps of {@code side} pixels. */
  public boolean compensates(int side) {
    return scales.sides().contains(side);
  }

  /** The codes that the scale with maps of {@code side} pixels retrieves from. */
  public CodeRange codesAt(int side) {
    int step = scales.sides().indexOf(side) + 1;
    if (step == 0) {
      throw new IllegalArgumentException(
          "a codebook of %s scales has no step at %d, ask compensates() first"
              .formatted(scales, side));
    }
    int group = codes / scales.sides().size();
    return switch (sharing) {
      case ALLOCATED -> new CodeRange(0, group * step);
      case SHARED -> new CodeRange(0, codes);
      case SPLIT -> new CodeRange(group * (step - 1), group * step);
    };
  }

  /** The same at other scales. */
  CodebookConfiguration with(CodebookScales other) {
    return new CodebookConfiguration(other, sharing, codes, dimensions, layers, heads);
  }

  /** The same with codes seen otherwise. */
  CodebookConfiguration with(CodeSharing other) {
    return new CodebookConfiguration(scales, other, codes, dimensions, layers, heads);
  }
}
