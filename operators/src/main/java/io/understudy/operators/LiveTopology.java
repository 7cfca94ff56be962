package io.understudy.operators;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.contract.DrivingFrame;
import io.understudy.connectors.contract.KafkaRecord;
import io.understudy.connectors.contract.ModelAnnouncement;
import io.understudy.connectors.contract.ReenactedFrame;
import io.understudy.connectors.contract.Session;
import io.understudy.connectors.contract.Source;
import io.understudy.connectors.contract.StreamEvent;
import io.understudy.connectors.wire.ModelAnnouncementWire;
import io.understudy.connectors.wire.SessionWire;
import io.understudy.connectors.wire.SourceWire;
import io.understudy.operators.inference.ReenactOperatorFactory;
import io.understudy.operators.metric.CountedLetters;
import io.understudy.operators.parse.ParseFunction;
import io.understudy.operators.parse.RecordParser;
import io.understudy.operators.reenactor.ReenactorLoader;
import io.understudy.operators.source.AnnouncementCheck;
import io.understudy.operators.source.FaceStreams;
import io.understudy.operators.source.SessionCommand;
import io.understudy.operators.source.SessionRouter;
import io.understudy.operators.source.SessionUpdate;
import io.understudy.operators.source.SourceFeaturesOperator;
import io.understudy.operators.stream.DeadlineGate;
import io.understudy.operators.stream.FrameTask;
import io.understudy.operators.stream.FrameTaskTypeInfo;
import io.understudy.operators.stream.StreamSessionOperator;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The live job between its topics, as ARCHITECTURE.md draws it: every operator with its uid, the
 * driving frames with one shuffle and everything behind it chained.
 *
 * <p>The uids and the maximum parallelism are part of the job's state: they never change.
 */
public final class LiveTopology {
  private final LiveOptions options;
  private final ReenactorLoader loader;

  public LiveTopology(LiveOptions options, ReenactorLoader loader) {
    this.options = options;
    this.loader = loader;
  }

  /**
   * Sets what the operators rely on: objects are reused, types without a serializer are refused,
   * records leave at once and the maximum parallelism is fixed.
   */
  public void configure(StreamExecutionEnvironment environment) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.MAX_PARALLELISM, options.maxParallelism());
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, true);
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    // Nothing reads watermarks; their timers would wake every source task five times a second.
    configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
    environment.configure(configuration);
    environment.setMaxParallelism(options.maxParallelism());
  }

  /** Wires the operators between the records of four topics and the records of three others. */
  public LiveStreams wire(
      DataStream<KafkaRecord> sources,
      DataStream<KafkaRecord> sessions,
      DataStream<KafkaRecord> models,
      DataStream<KafkaRecord> drivingFrames) {
    SingleOutputStreamOperator<Source> portraits =
        parse(sources, "parse-sources", Source.class, SourceWire::parse);
    SingleOutputStreamOperator<Session> requests =
        parse(sessions, "parse-sessions", Session.class, SessionWire::parse);
    SingleOutputStreamOperator<ModelAnnouncement> announcements =
        parse(models, "parse-models", ModelAnnouncement.class, ModelAnnouncementWire::parse);
    SingleOutputStreamOperator<ModelAnnouncement> weights = weights(announcements);
    SingleOutputStreamOperator<SessionUpdate> updates =
        updates(portraits, commands(requests, weights));
    SingleOutputStreamOperator<DrivingFrame> gate = gate(drivingFrames);
    SingleOutputStreamOperator<FrameTask> tasks = tasks(updates, gate);
    SingleOutputStreamOperator<ReenactedFrame> frames = reenact(tasks);
    DataStream<DeadLetter> deadLetters =
        frames
            .getSideOutput(LiveTags.DEAD_LETTERS)
            .union(
                tasks.getSideOutput(LiveTags.DEAD_LETTERS),
                gate.getSideOutput(LiveTags.DEAD_LETTERS),
                updates.getSideOutput(LiveTags.DEAD_LETTERS),
                portraits.getSideOutput(LiveTags.DEAD_LETTERS),
                announcements.getSideOutput(LiveTags.DEAD_LETTERS),
                weights.getSideOutput(LiveTags.DEAD_LETTERS),
                requests.getSideOutput(LiveTags.DEAD_LETTERS));
    DataStream<StreamEvent> events =
        frames
            .getSideOutput(LiveTags.EVENTS)
            .union(
                tasks.getSideOutput(LiveTags.EVENTS),
                gate.getSideOutput(LiveTags.EVENTS),
                updates.getSideOutput(LiveTags.EVENTS),
                weights.getSideOutput(LiveTags.EVENTS));
    return new LiveStreams(frames, counted(deadLetters), events);
  }

  private <T> SingleOutputStreamOperator<T> parse(
      DataStream<KafkaRecord> records, String name, Class<T> type, RecordParser<T> parser) {
    return named(records.process(new ParseFunction<>(parser), TypeInformation.of(type)), name);
  }

  private SingleOutputStreamOperator<ModelAnnouncement> weights(
      DataStream<ModelAnnouncement> announcements) {
    return named(
        announcements.process(
            new AnnouncementCheck(loader), TypeInformation.of(ModelAnnouncement.class)),
        "announcement-check");
  }

  private SingleOutputStreamOperator<SessionCommand> commands(
      DataStream<Session> sessions, DataStream<ModelAnnouncement> weights) {
    return named(
        faces(sessions)
            .keyBy(Session::streamId, Types.STRING)
            .connect(weights.broadcast(SessionRouter.ANNOUNCED))
            .process(
                new SessionRouter(options.sessionDefaults(), loader),
                TypeInformation.of(SessionCommand.class)),
        "session-router");
  }

  private SingleOutputStreamOperator<Session> faces(DataStream<Session> sessions) {
    int maxParallelism = options.maxParallelism();
    return named(
        sessions.flatMap(
            (session, out) -> FaceStreams.sessions(session, maxParallelism).forEach(out::collect),
            TypeInformation.of(Session.class)),
        "session-faces");
  }

  private SingleOutputStreamOperator<SessionUpdate> updates(
      DataStream<Source> sources, DataStream<SessionCommand> commands) {
    return named(
        sources
            .connect(commands)
            .keyBy(Source::sourceId, SessionCommand::sourceId, Types.STRING)
            .transform(
                "source-features",
                TypeInformation.of(SessionUpdate.class),
                new SourceFeaturesOperator(options, loader)),
        "source-features");
  }

  private SingleOutputStreamOperator<DrivingFrame> gate(DataStream<KafkaRecord> records) {
    return named(
        records.transform(
            "deadline-gate", TypeInformation.of(DrivingFrame.class), new DeadlineGate()),
        "deadline-gate");
  }

  private SingleOutputStreamOperator<FrameTask> tasks(
      DataStream<SessionUpdate> updates, DataStream<DrivingFrame> frames) {
    return named(
        updates
            .connect(frames)
            .keyBy(SessionUpdate::streamId, DrivingFrame::streamId, Types.STRING)
            .transform(
                "stream-session",
                new FrameTaskTypeInfo(),
                new StreamSessionOperator(options, loader)),
        "stream-session");
  }

  private SingleOutputStreamOperator<ReenactedFrame> reenact(DataStream<FrameTask> tasks) {
    return named(
        tasks.transform(
            "reenact",
            TypeInformation.of(ReenactedFrame.class),
            new ReenactOperatorFactory(options)),
        "reenact");
  }

  private SingleOutputStreamOperator<DeadLetter> counted(DataStream<DeadLetter> letters) {
    return named(
        letters.map(new CountedLetters(), TypeInformation.of(DeadLetter.class)), "dead-letters");
  }

  private <T> SingleOutputStreamOperator<T> named(
      SingleOutputStreamOperator<T> operator, String name) {
    return operator.name(name).uid(name).setMaxParallelism(options.maxParallelism());
  }
}
