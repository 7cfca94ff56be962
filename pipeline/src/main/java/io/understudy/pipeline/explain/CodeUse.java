package io.understudy.pipeline.explain;

/**
 * How much each code of a codebook was used at one scale. Immutable by contract.
 *
 * @param uses by code, not negative
 */
record CodeUse(float[] uses) {
  /**
   * Counts nearest codes.
   *
   * @param indices of codes, one for each token
   * @param codes in the codebook
   */
  static CodeUse counted(float[] indices, int codes) {
    float[] uses = new float[codes];
    for (float index : indices) {
      uses[Math.round(index)]++;
    }
    return new CodeUse(uses);
  }

  /** The same in the whole codebook, of which the scale sees the codes from {@code first} on. */
  CodeUse from(int first, int codes) {
    float[] all = new float[codes];
    System.arraycopy(uses, 0, all, first, uses.length);
    return new CodeUse(all);
  }

  /** The sum of all uses, rounded: the number of places where uses were counted. */
  int places() {
    double sum = 0;
    for (float use : uses) {
      sum += use;
    }
    return (int) Math.round(sum);
  }

  /** Number of codes that were used at all. */
  int used() {
    int used = 0;
    for (float use : uses) {
      used += use > 0 ? 1 : 0;
    }
    return used;
  }

  /** As how many equally used codes they are: e to the power of the entropy; 0 without any use. */
  double perplexity() {
    double sum = 0;
    for (float use : uses) {
      sum += use;
    }
    double entropy = 0;
    for (float use : uses) {
      entropy -= use > 0 ? use / sum * Math.log(use / sum) : 0;
    }
    return sum > 0 ? Math.exp(entropy) : 0;
  }
}
