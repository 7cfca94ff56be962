package io.understudy.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that a cluster answers over HTTP to whoever asks: what Flink's page is made of. */
final class ClusterPages {
  private static final List<String> OF_THE_CLUSTER =
      List.of(
          "/config",
          "/overview",
          "/jobmanager/config",
          "/jobmanager/environment",
          "/jobmanager/metrics",
          "/jobmanager/thread-dump",
          "/taskmanagers",
          "/jobs",
          "/jobs/overview");
  private static final List<String> OF_A_JOB =
      List.of(
          "",
          "/config",
          "/plan",
          "/exceptions",
          "/checkpoints",
          "/checkpoints/config",
          "/accumulators",
          "/metrics",
          "/jobmanager/config",
          "/jobmanager/environment");
  private static final List<String> OF_A_VERTEX =
      List.of("", "/accumulators", "/metrics", "/taskmanagers", "/jm-operator-metrics");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final int restPort;

  ClusterPages(int restPort) {
    this.restPort = restPort;
  }

  /** All answers, by path. */
  Map<String, String> all() {
    Map<String, String> pages = new TreeMap<>();
    OF_THE_CLUSTER.forEach(path -> pages.put(path, get(path)));
    for (JsonNode job : read(pages.get("/jobs")).get("jobs")) {
      String path = "/jobs/" + job.get("id").asText();
      OF_A_JOB.forEach(rest -> pages.put(path + rest, get(path + rest)));
      for (JsonNode vertex : read(pages.get(path)).get("vertices")) {
        String operator = path + "/vertices/" + vertex.get("id").asText();
        OF_A_VERTEX.forEach(rest -> pages.put(operator + rest, get(operator + rest)));
      }
    }
    for (JsonNode manager : read(pages.get("/taskmanagers")).get("taskmanagers")) {
      String path = "/taskmanagers/" + manager.get("id").asText();
      List.of("", "/metrics").forEach(rest -> pages.put(path + rest, get(path + rest)));
    }
    return pages;
  }

  private String get(String path) {
    return get(restPort, path);
  }

  /** What a port of this machine answers. */
  String get(int port, String path) {
    try {
      URI address = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(path + " was not answered", e);
    }
  }

  private JsonNode read(String page) {
    try {
      return json.readTree(page);
    } catch (IOException e) {
      throw new IllegalStateException(page, e);
    }
  }
}
