package io.understudy.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.understudy.model.Picture;
import io.understudy.model.UnroundedPicture;
import io.understudy.model.kernel.Execution;
import io.understudy.model.network.PixelRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Pictures to image tensors and back, an input buffer reused. Thread-safe. */
public final class PictureTensors {
  private static final double PEAK = 255;

  private final Execution execution;
  private final PixelRange range;
  private final int sizePixels;
  private ByteBuffer staging = ByteBuffer.allocateDirect(0);

  public PictureTensors(Execution execution, PixelRange range, int sizePixels) {
    this.execution = execution;
    this.range = range;
    this.sizePixels = sizePixels;
  }

  /** (B, 3, size, size) fp32 in the network's range; pictures of another size are resized. */
  public synchronized NDArray toTensor(List<Picture> pictures) {
    int pictureBytes = 3 * sizePixels * sizePixels;
    int bytes = pictures.size() * pictureBytes;
    if (staging.capacity() < bytes) {
      staging = ByteBuffer.allocateDirect(bytes);
    }
    ByteBuffer levels = staging.clear().limit(bytes).slice();
    for (Picture picture : pictures) {
      levels.put(PictureScaler.toSquare(picture, sizePixels).rgb());
    }
    Shape shape = new Shape(pictures.size(), sizePixels, sizePixels, 3);
    NDArray raw = execution.manager().create(levels.rewind(), shape, DataType.UINT8);
    return execution.kernels().call("picture_in", raw, range.scale(), range.shift());
  }

  /** The pictures of a batch, values outside the range clamped. */
  public List<Picture> toPictures(NDArray images) {
    double scale = 1 / range.scale();
    NDArray raw = execution.kernels().call("picture_out", images, scale, -range.shift() * scale);
    int height = (int) raw.getShape().get(1);
    int width = (int) raw.getShape().get(2);
    ByteBuffer levels = raw.toByteBuffer();
    List<Picture> pictures = new ArrayList<>();
    for (int row = 0; row < raw.getShape().get(0); row++) {
      byte[] rgb = new byte[3 * width * height];
      levels.get(rgb);
      pictures.add(new Picture(width, height, rgb));
    }
    return pictures;
  }

  /** The same with the values before they were rounded, 0 to 1, clamped. */
  public List<UnroundedPicture> toUnrounded(NDArray images) {
    double scale = 1 / (PEAK * range.scale());
    NDArray unit =
        execution.kernels().affine(execution.toFloat(images), scale, -range.shift() * scale);
    float[] planes = unit.toFloatArray();
    List<UnroundedPicture> pictures = new ArrayList<>();
    for (Picture rounded : toPictures(images)) {
      int first = pictures.size() * rounded.rgb().length;
      pictures.add(new UnroundedPicture(rounded, interleaved(planes, first, rounded)));
    }
    return pictures;
  }

  private static float[] interleaved(float[] planes, int first, Picture shape) {
    int pixels = shape.widthPixels() * shape.heightPixels();
    float[] values = new float[3 * pixels];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.min(Math.max(planes[first + i % 3 * pixels + i / 3], 0), 1);
    }
    return values;
  }
}
