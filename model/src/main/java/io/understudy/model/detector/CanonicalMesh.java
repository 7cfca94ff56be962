package io.understudy.model.detector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The mean face behind MediaPipe's mesh, and the landmarks that hold still while it speaks: what
 * head pose is measured with.
 *
 * @param points x to the right, y down, z away from the viewer, centimetres; three for each steady
 *     landmark
 * @param landmarks indices of the steady landmarks in the mesh
 */
public record CanonicalMesh(double[] points, int[] landmarks) {
  private static final int VERTEX_FLOATS = 5;

  /**
   * Reads {@code geometry_pipeline_metadata_landmarks.binarypb}: Protobuf with a mesh (field 1, its
   * vertices x, y, z, u, v in field 3) and weighted landmarks (field 2, the index in field 1).
   *
   * @throws IOException if the file is missing or something else
   */
  public static CanonicalMesh read(Path file) throws IOException {
    try {
      return parse(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (RuntimeException e) {
      throw new IOException(
          "face geometry %s is damaged: fetch it again with 'understudy models'".formatted(file),
          e);
    }
  }

  static CanonicalMesh parse(ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    List<Float> vertices = new ArrayList<>();
    List<Integer> landmarks = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int tag = number(bytes);
      if (tag == 0x0A) {
        readVertices(message(bytes), vertices);
      } else if (tag == 0x12) {
        landmarks.add(index(message(bytes)));
      } else {
        skip(tag, bytes);
      }
    }
    return of(vertices, landmarks);
  }

  private static CanonicalMesh of(List<Float> vertices, List<Integer> landmarks) {
    double[] points = new double[3 * landmarks.size()];
    for (int i = 0; i < landmarks.size(); i++) {
      int at = VERTEX_FLOATS * landmarks.get(i);
      points[3 * i] = vertices.get(at);
      // The file's y is up and its z towards the viewer.
      points[3 * i + 1] = -vertices.get(at + 1);
      points[3 * i + 2] = -vertices.get(at + 2);
    }
    return new CanonicalMesh(points, landmarks.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void readVertices(ByteBuffer mesh, List<Float> vertices) {
    while (mesh.hasRemaining()) {
      int tag = number(mesh);
      if (tag == 0x1D) {
        vertices.add(mesh.getFloat());
      } else {
        skip(tag, mesh);
      }
    }
  }

  private static int index(ByteBuffer landmark) {
    int index = 0;
    while (landmark.hasRemaining()) {
      int tag = number(landmark);
      if (tag == 0x08) {
        index = number(landmark);
      } else {
        skip(tag, landmark);
      }
    }
    return index;
  }

  private static ByteBuffer message(ByteBuffer bytes) {
    int length = number(bytes);
    ByteBuffer message = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + length);
    return message;
  }

  private static int number(ByteBuffer bytes) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static void skip(int tag, ByteBuffer bytes) {
    switch (tag & 7) {
      case 0 -> number(bytes);
      case 2 -> message(bytes);
      case 5 -> bytes.getFloat();
      default -> throw new IllegalArgumentException("unknown field type " + (tag & 7));
    }
  }
}
