package io.understudy.model.synthetic;

/** What a surface of the picture is made of. */
enum Part {
  FACE,
  EAR,
  HAIR,
  NECK,
  SHIRT
}
