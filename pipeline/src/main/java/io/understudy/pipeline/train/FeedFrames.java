package io.understudy.pipeline.train;

import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.media.PictureException;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.wire.MalformedRecordException;
import io.understudy.operators.training.DrivingSquares;
import io.understudy.pipeline.BadInputException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Picks the frames of one run of a feed out of the records of its partition. One thread, which
 * closes it.
 */
final class FeedFrames implements AutoCloseable {
  private final FeedRun run;
  private final Consumer<RgbImage> pictures;
  private final Consumer<String> leftOut;
  private final DrivingSquares squares = new DrivingSquares();
  private final int stride;
  private long lastSequence = -1;
  private int found;
  private int decoded;

  /**
   * @param pictures takes at most {@link StreamClip#MOST_FRAMES}, spread evenly
   * @param leftOut is told of each frame that cannot be decoded
   */
  FeedFrames(FeedRun run, Consumer<RgbImage> pictures, Consumer<String> leftOut) {
    this.run = run;
    this.pictures = pictures;
    this.leftOut = leftOut;
    this.stride = 1 + (run.frames() - 1) / StreamClip.MOST_FRAMES;
  }

  /** Takes the next record of the partition. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      DrivingFrame frame = TopicScan.frame(record);
      if (frame.streamId().equals(run.stream()) && frame.epoch() == run.epoch()) {
        found++;
        decode(frame, TopicScan.name(record));
      }
    } catch (MalformedRecordException notAFrame) {
      // The scan has told of it.
      return;
    }
  }

  private void decode(DrivingFrame frame, String name) {
    if (frame.sequence() <= lastSequence) {
      return;
    }
    lastSequence = frame.sequence();
    try {
      Optional<RgbImage> square = squares.next(frame);
      if (square.isEmpty()) {
        leftOut.accept(
            name + ": the H.264 picture before it is missing, it waits for a key picture");
      } else if (decoded++ % stride == 0) {
        pictures.accept(square.get());
      }
    } catch (PictureException broken) {
      leftOut.accept(name + ": " + broken.getMessage());
    }
  }

  /**
   * Refuses a topic that does not hold all frames any more.
   *
   * @throws BadInputException saying what to do
   */
  void requireAll(TrainingTopic topic) {
    if (found != run.frames()) {
      throw new BadInputException(
          "topic %s of broker %s holds %d frames of stream %s, epoch %d, at offsets %d to %d, where the run found %d when it began: train into another folder, or delete topic.json of this one to take what the topic holds now"
              .formatted(
                  topic.fullName(),
                  topic.bootstrap(),
                  found,
                  run.stream(),
                  run.epoch(),
                  run.first(),
                  run.last(),
                  run.frames()));
    }
  }

  @Override
  public void close() {
    squares.close();
  }
}
