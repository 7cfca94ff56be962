package io.understudy.operators.source;

import io.understudy.connectors.contract.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** The keyed state of one source. Task thread, under the current key. */
final class SourceState {
  private final ValueState<Source> source;
  private final MapState<String, EncodedSource> features;
  private final MapState<String, Subscriber> subscribers;
  private final MapState<String, Subscriber> swaps;
  private final MapState<String, Long> refused;

  private final WantedModels wanted;

  /**
   * @param wanted kept in step with the subscribers and swaps of all sources
   */
  SourceState(RuntimeContext runtime, WantedModels wanted) {
    this.wanted = wanted;
    source = runtime.getState(sourceDescriptor());
    features =
        runtime.getMapState(
            new MapStateDescriptor<>(
                "features-v1", Types.STRING, TypeInformation.of(EncodedSource.class)));
    subscribers = runtime.getMapState(subscribersDescriptor());
    swaps = runtime.getMapState(swapsDescriptor());
    refused = runtime.getMapState(new MapStateDescriptor<>("refused-v1", Types.STRING, Types.LONG));
  }

  static ValueStateDescriptor<Source> sourceDescriptor() {
    return new ValueStateDescriptor<>("source-v1", TypeInformation.of(Source.class));
  }

  static MapStateDescriptor<String, Subscriber> subscribersDescriptor() {
    return new MapStateDescriptor<>(
        "subscribers-v1", Types.STRING, TypeInformation.of(Subscriber.class));
  }

  static MapStateDescriptor<String, Subscriber> swapsDescriptor() {
    return new MapStateDescriptor<>("swaps-v1", Types.STRING, TypeInformation.of(Subscriber.class));
  }

  /** The source, null where none is known; with an empty portrait where it was refused. */
  Source source() throws IOException {
    return source.value();
  }

  void setSource(Source next) throws IOException {
    source.update(next);
  }

  /** Drops portrait and features, not the streams that want them. */
  void forgetSource() {
    source.clear();
    features.clear();
  }

  /** Features by requested preset and weights. */
  MapState<String, EncodedSource> features() {
    return features;
  }

  /** A stream that uses the source, null where it does not. */
  Subscriber subscriber(String streamId) throws Exception {
    return subscribers.get(streamId);
  }

  /** Adds a stream that uses the source, or replaces it. */
  void put(Subscriber subscriber) throws Exception {
    String streamId = subscriber.session().streamId();
    wanted.remove(subscribers.get(streamId));
    wanted.add(subscriber);
    subscribers.put(streamId, subscriber);
  }

  void remove(String streamId) throws Exception {
    wanted.remove(subscribers.get(streamId));
    subscribers.remove(streamId);
  }

  /** Notes what a stream that waits for no other weights will be once its new ones are loaded. */
  void addSwap(Subscriber swap) throws Exception {
    wanted.add(swap);
    swaps.put(swap.session().streamId(), swap);
  }

  /** Takes out what a stream would be with its new weights, null where it waits for none. */
  Subscriber takeSwap(String streamId) throws Exception {
    Subscriber swap = swaps.get(streamId);
    wanted.remove(swap);
    swaps.remove(streamId);
    return swap;
  }

  /** What streams will be once their new weights are loaded; a copy. */
  List<Subscriber> allSwaps() throws Exception {
    List<Subscriber> all = new ArrayList<>();
    swaps.values().forEach(all::add);
    return all;
  }

  /** A copy, so that the state may change while it is walked. */
  List<Subscriber> allSubscribers() throws Exception {
    List<Subscriber> all = new ArrayList<>();
    subscribers.values().forEach(all::add);
    return all;
  }

  /** The streams that have not left for another source; a copy. */
  List<Subscriber> stayingSubscribers() throws Exception {
    return allSubscribers().stream().filter(subscriber -> !subscriber.left()).toList();
  }

  /** Whether a stream waits, since {@link #refuse}, for its model. */
  boolean isRefused(Subscriber subscriber) throws Exception {
    Long revision = refused.get(subscriber.session().streamId());
    return revision != null && revision == subscriber.revision();
  }

  /** Notes that a stream was stopped as its model is not there. */
  void refuse(Subscriber subscriber) throws Exception {
    refused.put(subscriber.session().streamId(), subscriber.revision());
  }

  /** Forgets {@link #refuse}. */
  void serve(String streamId) throws Exception {
    refused.remove(streamId);
  }
}
