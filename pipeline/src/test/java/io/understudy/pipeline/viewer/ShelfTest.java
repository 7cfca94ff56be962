package io.understudy.pipeline.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShelfTest {
  private final Shelf<String> shelf = new Shelf<>(2);

  @Test
  void takesNothingNewWithoutRoomButReplacesWhatItHolds() {
    shelf.put("b", "second");
    shelf.put("a", "first");

    assertThat(shelf.put("c", "third")).isFalse();
    assertThat(shelf.put("a", "another")).isTrue();
    assertThat(shelf.all()).containsExactly("another", "second");
    shelf.remove("a");
    assertThat(shelf.put("c", "third")).isTrue();
  }

  @Test
  void theStalestThatMayGoMakesRoom() {
    shelf.put("a", "first");
    shelf.put("b", "second");
    shelf.touched("a");

    assertThat(shelf.makeRoom(thing -> false)).isEmpty();
    assertThat(shelf.makeRoom(thing -> true)).contains("second");
    assertThat(shelf.get("b")).isEmpty();
    assertThat(shelf.touched("b")).isEmpty();
    assertThat(shelf.makeRoom(thing -> true)).contains("first");
    assertThat(shelf.makeRoom(thing -> true)).isEmpty();
  }
}
