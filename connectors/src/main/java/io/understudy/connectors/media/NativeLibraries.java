package io.understudy.connectors.media;

import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_calib3d;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_objdetect;
import org.bytedeco.opencv.global.opencv_video;

/**
 * Loads OpenCV and FFmpeg before several tasks of a process reach for them at once.
 *
 * <p>JavaCPP loads a library under the lock of its {@link Loader}, and the library then initialises
 * Java classes; a class that another thread initialises meanwhile waits for that lock, and both
 * wait for ever. Whoever takes the lock first and loads everything is alone.
 */
public final class NativeLibraries {
  private static final List<Class<?>> ALL =
      List.of(
          Pointer.class,
          opencv_core.class,
          opencv_imgproc.class,
          opencv_imgcodecs.class,
          opencv_calib3d.class,
          opencv_dnn.class,
          opencv_objdetect.class,
          opencv_video.class,
          avutil.class,
          avcodec.class,
          avformat.class,
          swscale.class);

  private NativeLibraries() {}

  /** Returns once everything is loaded; cheap from the second time on. Thread-safe. */
  public static void load() {
    synchronized (Loader.class) {
      ALL.forEach(Loader::load);
    }
  }
}
