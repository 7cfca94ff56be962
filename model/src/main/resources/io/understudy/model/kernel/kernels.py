class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def cast(self: __torch__.Kernels, x: Tensor, dtype: int, channels_last: bool) -> Tensor:
    y = torch.to(x, dtype)
    if channels_last:
      z = torch.contiguous(y, memory_format=2)
    else:
      z = torch.contiguous(y)
    return z
  def times(self: __torch__.Kernels, x: Tensor, factor: float) -> Tensor:
    return torch.mul(x, factor)
  def affine(self: __torch__.Kernels, x: Tensor, factor: float, summand: float) -> Tensor:
    return torch.add(torch.mul(x, factor), summand)
  def conv2d(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, stride: int, pad: int, groups: int) -> Tensor:
    t = ops.prim.dtype(x)
    return torch.conv2d(x, torch.to(w, t), torch.to(b, t), [stride, stride], [pad, pad], [1, 1], groups)
  def conv_packed(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, stride: int, pad: int, groups: int, act: str, scalars: List[float]) -> Tensor:
    s = annotate(List[Optional[number]], [])
    for i in range(torch.len(scalars)):
      _0 = torch.append(s, scalars[i])
    return ops.mkldnn._convolution_pointwise(x, w, b, [pad, pad], [stride, stride], [1, 1], groups, act, s, "none")
  def pack(self: __torch__.Kernels, w: Tensor, stride: int, pad: int, groups: int, in_size: List[int]) -> Tensor:
    return torch.mkldnn_reorder_conv2d_weight(torch.to_mkldnn(w), [pad, pad], [stride, stride], [1, 1], groups, in_size)
  def batch_norm(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, mean: Tensor, var: Tensor, eps: float) -> Tensor:
    return torch.batch_norm(x, w, b, mean, var, False, 0.1, eps, True)
  def batch_norm_training(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, mean: Tensor, var: Tensor, eps: float) -> Tensor:
    return torch.batch_norm(x, w, b, mean, var, True, 0.1, eps, True)
  def fold_weight(self: __torch__.Kernels, w: Tensor, gamma: Tensor, var: Tensor, eps: float) -> Tensor:
    return torch.mul(w, torch.view(torch.mul(gamma, torch.rsqrt(torch.add(var, eps))), [-1, 1, 1, 1]))
  def fold_bias(self: __torch__.Kernels, b: Tensor, gamma: Tensor, beta: Tensor, mean: Tensor, var: Tensor, eps: float) -> Tensor:
    return torch.add(torch.mul(torch.sub(b, mean), torch.mul(gamma, torch.rsqrt(torch.add(var, eps)))), beta)
  def in_planes(self: __torch__.Kernels, x: Tensor, groups: int) -> bool:
    mixed = torch.__and__(torch.eq(ops.prim.dtype(x), 15), torch.__not__(ops.prim.is_cuda(x)))
    narrow = torch.lt(torch.size(x, 1), torch.mul(groups, 8))
    return torch.__and__(torch.__and__(mixed, narrow), torch.is_grad_enabled())
  def group_norm(self: __torch__.Kernels, x: Tensor, groups: int, w: Tensor, b: Tensor, eps: float) -> Tensor:
    if (self).in_planes(x, groups, ):
      y = torch.contiguous(torch.group_norm(torch.contiguous(x), groups, w, b, eps, True), memory_format=2)
    else:
      y = torch.group_norm(x, groups, w, b, eps, True)
    return y
  def group_norm_silu(self: __torch__.Kernels, x: Tensor, groups: int, w: Tensor, b: Tensor, eps: float) -> Tensor:
    y = (self).group_norm(x, groups, w, b, eps, )
    if torch.is_grad_enabled():
      z = torch.silu(y)
    else:
      z = torch.silu_(y)
    return z
  def layer_norm(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, eps: float) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], w, b, eps, True)
  def leaky_relu(self: __torch__.Kernels, x: Tensor, slope: float) -> Tensor:
    return torch.leaky_relu(x, slope)
  def relu(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.relu(x)
  def sigmoid(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.sigmoid(x)
  def gelu(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.gelu(x)
  def linear(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    return torch.linear(x, w, b)
  def avg_pool(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.avg_pool2d(x, [2, 2], [2, 2], [0, 0], False, True, None)
  def nearest_twice(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.upsample_nearest2d(x, [torch.mul(torch.size(x, 2), 2), torch.mul(torch.size(x, 3), 2)], None, None)
  def resize(self: __torch__.Kernels, x: Tensor, height: int, width: int, align: bool) -> Tensor:
    return torch.upsample_bilinear2d(x, [height, width], align, None, None)
  def grid_sample(self: __torch__.Kernels, x: Tensor, grid: Tensor, align: bool) -> Tensor:
    t = ops.prim.dtype(x)
    rows = torch.__and__(torch.eq(t, 15), torch.__not__(ops.prim.is_cuda(x)))
    wide = torch.__and__(torch.ge(torch.size(x, 1), 64), torch.__not__(torch.is_grad_enabled()))
    if torch.__and__(rows, wide):
      y = torch.to((self).grid_sample_rows(torch.to(x, 6), torch.to(grid, 6), align, ), t)
    else:
      y = torch.to((self).sampled_planes(x, grid, align, ), t)
      if rows:
        y = torch.contiguous(y, memory_format=2)
    return y
  def sampled_planes(self: __torch__.Kernels, x: Tensor, grid: Tensor, align: bool) -> Tensor:
    z = torch.to(x, 6)
    if torch.gt(torch.size(x, 1), 4):
      z = torch.contiguous(z, memory_format=2)
    return torch.grid_sampler(z, torch.to(grid, 6), 0, 0, align)
  def grid_sample_visible(self: __torch__.Kernels, x: Tensor, grid: Tensor, occlusion: Tensor, align: bool) -> Tensor:
    rows = torch.__and__(torch.eq(ops.prim.dtype(x), 15), torch.__not__(ops.prim.is_cuda(x)))
    if torch.__and__(rows, torch.lt(torch.size(x, 1), 64)):
      planes = torch.mul((self).sampled_planes(x, grid, align, ), occlusion)
      y = torch.contiguous(torch.to(planes, 15), memory_format=2)
    else:
      y = (self).occlude((self).grid_sample(x, grid, align, ), occlusion, )
    return y
  def resample(self: __torch__.Kernels, x: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
    return torch.matmul(rows, torch.matmul(x, torch.transpose(columns, 0, 1)))
  def fill_hidden(self: __torch__.Kernels, x: Tensor, other: Tensor, visible: Tensor) -> Tensor:
    hidden = torch.to(torch.rsub(visible, 1), ops.prim.dtype(x))
    if torch.eq(ops.prim.dtype(x), 15):
      hidden = torch.contiguous(torch.expand_as(hidden, other), memory_format=2)
    return torch.addcmul(x, other, hidden)
  def grid_sample_rows(self: __torch__.Kernels, x: Tensor, grid: Tensor, align: bool) -> Tensor:
    if align:
      corners = grid
    else:
      size = torch.tensor([torch.size(x, 3), torch.size(x, 2)], dtype=6, device=ops.prim.device(x))
      corners = torch.mul(grid, torch.div(size, torch.sub(size, 1)))
    return (self).warp_rows(x, corners, )
  def softmax(self: __torch__.Kernels, x: Tensor, axis: int) -> Tensor:
    return torch.softmax(x, axis, None)
  def concat(self: __torch__.Kernels, xs: List[Tensor], axis: int) -> Tensor:
    return torch.cat(xs, axis)
  def attention_weights(self: __torch__.Kernels, q: Tensor, k: Tensor) -> Tensor:
    scale = torch.pow(torch.size(q, -1), -0.5)
    return torch.matmul(torch.mul(q, scale), torch.transpose(k, -2, -1))
  def tiled_attention(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor]) -> Tensor:
    n = torch.size(q, -2)
    scores_of_a_query = torch.floordiv(torch.mul(torch.numel(q), torch.size(k, -2)), torch.mul(n, torch.size(q, -1)))
    ys = annotate(List[Tensor], [])
    for part in torch.split(q, ops.prim.max(64, torch.floordiv(1048576, scores_of_a_query)), -2):
      scores = (self).attention_weights(part, k, )
      if torch.__isnot__(mask, None):
        _0 = torch.add_(scores, unchecked_cast(Tensor, mask))
      _1 = torch.append(ys, torch.matmul(torch.softmax(scores, -1, None), v))
    if torch.eq(torch.len(ys), 1):
      y = ys[0]
    else:
      y = torch.cat(ys, -2)
    return y
  def attention_by_head(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor]) -> Tensor:
    n = torch.size(q, -2)
    m = torch.size(k, -2)
    d = torch.size(q, -1)
    queries = torch.reshape(torch.mul(q, torch.pow(d, -0.5)), [-1, n, d])
    keys = torch.reshape(k, [-1, m, d])
    values = torch.contiguous(torch.transpose(torch.reshape(v, [-1, m, torch.size(v, -1)]), 1, 2))
    heads = torch.size(queries, 0)
    bias = torch.zeros([heads, m], dtype=15)
    if torch.__isnot__(mask, None):
      shape = torch.add(torch.slice(torch.size(q), 0, -2), [1, m])
      bias = torch.reshape(torch.expand(unchecked_cast(Tensor, mask), shape), [heads, m])
    ys = annotate(List[Tensor], [])
    for i in range(heads):
      for part in torch.split(torch.select(queries, 0, i), ops.prim.max(64, torch.floordiv(1048576, m))):
        scores = torch.linear(torch.to_mkldnn(part), torch.select(keys, 0, i), torch.select(bias, 0, i))
        shares = torch.softmax(scores, -1, None)
        _0 = torch.append(ys, torch.to_dense(torch.linear(shares, torch.select(values, 0, i), None)))
    return torch.view_as(torch.cat(ys), q)
  def attention_in_bfloat16(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor]) -> Tensor:
    if torch.is_grad_enabled():
      y = (self).tiled_attention(q, k, v, mask, )
    else:
      y = (self).attention_by_head(q, k, v, mask, )
    return y
  def attention(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    if torch.__and__(torch.eq(ops.prim.dtype(q), 15), torch.__not__(ops.prim.is_cuda(q))):
      y = (self).attention_in_bfloat16(q, k, v, None, )
    else:
      y = torch.scaled_dot_product_attention(q, k, v)
    return y
  def masked_attention(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
    if torch.__and__(torch.eq(ops.prim.dtype(q), 15), torch.__not__(ops.prim.is_cuda(q))):
      y = (self).attention_in_bfloat16(q, k, v, mask, )
    else:
      y = torch.scaled_dot_product_attention(q, k, v, mask)
    return y
  def picture_in(self: __torch__.Kernels, x: Tensor, scale: float, shift: float) -> Tensor:
    y = torch.contiguous(torch.permute(x, [0, 3, 1, 2]))
    return torch.add_(torch.mul_(torch.to(y, 6), scale), shift)
  def picture_out(self: __torch__.Kernels, x: Tensor, scale: float, shift: float) -> Tensor:
    y = torch.round_(torch.add_(torch.mul(torch.to(x, 6), scale), shift))
    return torch.contiguous(torch.permute(torch.to(torch.clamp_(y, 0., 255.), 0), [0, 2, 3, 1]))
  def grid(self: __torch__.Kernels, like: Tensor, height: int, width: int) -> Tensor:
    x = torch.linspace(-1, 1, width, dtype=6, device=ops.prim.device(like))
    y = torch.linspace(-1, 1, height, dtype=6, device=ops.prim.device(like))
    ys = torch.expand(torch.view(y, [height, 1]), [height, width])
    xs = torch.expand(torch.view(x, [1, width]), [height, width])
    return torch.contiguous(torch.stack([xs, ys], 2))
  def keypoint_heatmap(self: __torch__.Kernels, logits: Tensor, temperature: float) -> Tensor:
    scores = torch.div(torch.flatten(torch.to(logits, 6), 2), temperature)
    # Far from a keypoint a sharp map would hold subnormal numbers, with which arithmetic takes many times as
    # long, gradients most of all: scores end at e^-60 of the largest, which adds nothing.
    above = torch.sub(scores, torch.detach(torch.amax(scores, [2], True)))
    flat = torch.softmax(torch.clamp(above, -60., None), 2, None)
    return torch.contiguous(torch.view_as(flat, logits))
  def keypoint_values(self: __torch__.Kernels, heatmap: Tensor, grid: Tensor) -> Tensor:
    return torch.sum(torch.mul(torch.unsqueeze(torch.flatten(heatmap, 2), 3), torch.view(grid, [-1, 2])), [2])
  def keypoint_values_product(self: __torch__.Kernels, heatmap: Tensor, grid: Tensor) -> Tensor:
    return torch.matmul(torch.flatten(heatmap, 2), torch.view(grid, [-1, 2]))
  def keypoint_jacobians(self: __torch__.Kernels, heatmap: Tensor, maps: Tensor) -> Tensor:
    n = torch.size(heatmap, 0)
    k = torch.size(heatmap, 1)
    m = torch.reshape(torch.to(maps, 6), [n, -1, 4, torch.mul(torch.size(heatmap, 2), torch.size(heatmap, 3))])
    weighted = torch.mul(m, torch.unsqueeze(torch.flatten(heatmap, 2), 2))
    return torch.view(torch.sum(weighted, [3]), [n, k, 2, 2])
  def keypoint_jacobians_product(self: __torch__.Kernels, heatmap: Tensor, map: Tensor) -> Tensor:
    m = torch.flatten(torch.to(map, 6), 2)
    sums = torch.matmul(torch.flatten(heatmap, 2), torch.transpose(m, 1, 2))
    return torch.view(sums, [torch.size(heatmap, 0), torch.size(heatmap, 1), 2, 2])
  def gaussians(self: __torch__.Kernels, values: Tensor, grid: Tensor, variance: float) -> Tensor:
    x = torch.sub(torch.select(torch.select(grid, 0, 0), 1, 0), torch.slice(values, 2, 0, 1))
    y = torch.sub(torch.select(torch.select(grid, 1, 0), 1, 1), torch.slice(values, 2, 1, 2))
    # Not below e^-40, so that no product is subnormal.
    across = torch.exp(torch.clamp(torch.mul(torch.mul(x, x), torch.div(-0.5, variance)), -40., None))
    down = torch.exp(torch.clamp(torch.mul(torch.mul(y, y), torch.div(-0.5, variance)), -40., None))
    return torch.mul(torch.unsqueeze(down, 3), torch.unsqueeze(across, 2))
  def sparse_motion(self: __torch__.Kernels, driving: Tensor, driving_jacobian: Tensor, source: Tensor, source_jacobian: Tensor, grid: Tensor) -> Tensor:
    n = torch.size(driving, 0)
    k = torch.size(driving, 1)
    a = torch.select(torch.select(driving_jacobian, 3, 0), 2, 0)
    b = torch.select(torch.select(driving_jacobian, 3, 1), 2, 0)
    c = torch.select(torch.select(driving_jacobian, 3, 0), 2, 1)
    d = torch.select(torch.select(driving_jacobian, 3, 1), 2, 1)
    det = torch.unsqueeze(torch.sub(torch.mul(a, d), torch.mul(b, c)), 2)
    adjugate = torch.stack([d, torch.neg(b), torch.neg(c), a], 2)
    j = torch.matmul(source_jacobian, torch.view(torch.div(adjugate, det), [n, k, 2, 2]))
    shift = torch.sub(torch.unsqueeze(source, 3), torch.matmul(j, torch.unsqueeze(driving, 3)))
    still = torch.slice(torch.eye(3, dtype=6, device=ops.prim.device(grid)), 0, 0, 2)
    frames = torch.cat([torch.expand(still, [n, 1, 2, 3]), torch.cat([j, shift], 3)], 1)
    points = torch.transpose(torch.view(grid, [-1, 2]), 0, 1)
    ones = torch.ones_like(torch.slice(points, 0, 0, 1))
    moved = torch.matmul(torch.view(frames, [n, -1, 3]), torch.cat([points, ones]))
    planes = torch.view(moved, [n, torch.add(k, 1), 2, torch.size(grid, 0), torch.size(grid, 1)])
    return torch.permute(planes, [0, 1, 3, 4, 2])
  def sparse_deformed(self: __torch__.Kernels, source: Tensor, motion: Tensor, align: bool) -> Tensor:
    n = torch.size(motion, 0)
    k = torch.size(motion, 1)
    h = torch.size(motion, 2)
    w = torch.size(motion, 3)
    c = torch.size(source, 1)
    repeated = torch.reshape(torch.expand(torch.unsqueeze(source, 1), [n, k, c, h, w]), [torch.mul(n, k), c, h, w])
    sampled = torch.grid_sampler(repeated, torch.reshape(motion, [torch.mul(n, k), h, w, 2]), 0, 0, align)
    return torch.view(sampled, [n, k, c, h, w])
  def motion_heatmap(self: __torch__.Kernels, driving: Tensor, source: Tensor, grid: Tensor, variance: float) -> Tensor:
    d = (self).gaussians(driving, grid, variance, )
    s = (self).gaussians(source, grid, variance, )
    heat = torch.sub(d, s)
    zero = torch.zeros_like(torch.slice(heat, 1, 0, 1))
    return torch.unsqueeze(torch.cat([zero, heat], 1), 2)
  def hourglass_input(self: __torch__.Kernels, heat: Tensor, deformed: Tensor) -> Tensor:
    return torch.flatten(torch.cat([heat, deformed], 2), 1, 2)
  def blend_motion(self: __torch__.Kernels, mask: Tensor, motion: Tensor) -> Tensor:
    planes = torch.permute(motion, [0, 1, 4, 2, 3])
    return torch.permute(torch.sum(torch.mul(torch.unsqueeze(mask, 2), planes), [1]), [0, 2, 3, 1])
  def resize_grid(self: __torch__.Kernels, grid: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
    planes = torch.contiguous(torch.permute(grid, [0, 3, 1, 2]))
    return torch.permute((self).resample(planes, rows, columns, ), [0, 2, 3, 1])
  def upsample_grid(self: __torch__.Kernels, grid: Tensor, height: int, width: int, align: bool) -> Tensor:
    y = torch.upsample_bilinear2d(torch.permute(grid, [0, 3, 1, 2]), [height, width], align, None, None)
    return torch.contiguous(torch.permute(y, [0, 2, 3, 1]))
  def occlude(self: __torch__.Kernels, x: Tensor, occlusion: Tensor) -> Tensor:
    return torch.mul(x, torch.to(occlusion, ops.prim.dtype(x)))
  def pad_right_bottom(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.constant_pad_nd(x, [0, 1, 0, 1], 0)
  def tokens(self: __torch__.Kernels, x: Tensor, window: int) -> Tensor:
    n = torch.size(x, 0)
    c = torch.size(x, 1)
    h = torch.floordiv(torch.size(x, 2), window)
    w = torch.floordiv(torch.size(x, 3), window)
    y = torch.reshape(torch.permute(x, [0, 2, 3, 1]), [n, h, window, w, window, c])
    return torch.reshape(torch.permute(y, [0, 1, 3, 2, 4, 5]), [n, torch.mul(h, w), -1])
  def from_tokens(self: __torch__.Kernels, x: Tensor, side: int, window: int) -> Tensor:
    n = torch.size(x, 0)
    y = torch.reshape(x, [n, side, side, window, window, -1])
    z = torch.reshape(torch.permute(y, [0, 1, 3, 2, 4, 5]), [n, torch.mul(side, window), torch.mul(side, window), -1])
    return torch.permute(z, [0, 3, 1, 2])
  def in_projection(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, part: int, heads: int) -> Tensor:
    e = torch.size(w, 1)
    start = torch.mul(part, e)
    end = torch.add(start, e)
    y = torch.linear(x, torch.slice(w, 0, start, end), torch.slice(b, 0, start, end))
    return torch.contiguous(torch.transpose(torch.reshape(y, [torch.size(x, 0), -1, heads, torch.floordiv(e, heads)]), 1, 2))
  def multi_head(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, w: Tensor, b: Tensor) -> Tensor:
    n = torch.size(q, 0)
    h = torch.size(q, 1)
    d = torch.size(q, 3)
    m = torch.size(k, 2)
    y = (self).attention(q, torch.expand(k, [n, h, m, d]), torch.expand(v, [n, h, m, d]), )
    return torch.linear(torch.flatten(torch.transpose(y, 1, 2), 2), w, b)
  def mask_of(self: __torch__.Kernels, ignored: Tensor, like: Tensor) -> Tensor:
    some = torch.sub(1., torch.prod(ignored, 1, True))
    bias = torch.masked_fill(torch.zeros_like(ignored), torch.gt(torch.mul(ignored, some), 0.5), -inf)
    return torch.to(torch.unsqueeze(torch.unsqueeze(bias, 1), 1), ops.prim.dtype(like))
  def multi_head_masked(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, w: Tensor, b: Tensor, ignored: Tensor) -> Tensor:
    y = (self).masked_attention(q, k, v, (self).mask_of(ignored, q, ), )
    return torch.linear(torch.flatten(torch.transpose(y, 1, 2), 2), w, b)
  def fused_attention(self: __torch__.Kernels, queries: Tensor, k: Tensor, v: Tensor) -> Tensor:
    n = torch.size(queries, 0)
    h = torch.size(k, 1)
    m = torch.size(k, 2)
    d = torch.size(k, 3)
    q = torch.transpose(torch.view(queries, [n, -1, h, d]), 1, 2)
    y = torch.scaled_dot_product_attention(q, torch.expand(k, [n, h, m, d]), torch.expand(v, [n, h, m, d]))
    return torch.flatten(torch.transpose(y, 1, 2), 2)
  def split_joined(self: __torch__.Kernels, joined: Tensor, heads: int) -> List[Tensor]:
    parts = torch.view(joined, [torch.size(joined, 0), torch.size(joined, 1), torch.mul(heads, 3), -1])
    return torch.split(torch.transpose(parts, 1, 2), heads, 1)
  def fused_self_attention(self: __torch__.Kernels, joined: Tensor, heads: int) -> Tensor:
    q, k, v = (self).split_joined(joined, heads, )
    return torch.flatten(torch.transpose(torch.scaled_dot_product_attention(q, k, v), 1, 2), 2)
  def fused_self_attention_masked(self: __torch__.Kernels, joined: Tensor, heads: int, ignored: Tensor) -> Tensor:
    q, k, v = (self).split_joined(joined, heads, )
    y = torch.scaled_dot_product_attention(q, k, v, (self).mask_of(ignored, joined, ))
    return torch.flatten(torch.transpose(y, 1, 2), 2)
  def outside(self: __torch__.Kernels, flow: Tensor) -> Tensor:
    return torch.to(torch.flatten(torch.any(torch.gt(torch.abs(flow), 1.), 3), 1), 6)
  def residual_flow(self: __torch__.Kernels, flow: Tensor, grid: Tensor, pixels: float) -> Tensor:
    return torch.contiguous(torch.permute(torch.mul(torch.sub(flow, grid), pixels), [0, 3, 1, 2]))
  def add_flow(self: __torch__.Kernels, flow: Tensor, change: Tensor, pixels: float) -> Tensor:
    c = torch.div(torch.permute(torch.to(change, 6), [0, 2, 3, 1]), pixels)
    return torch.contiguous(torch.add(flow, c))
  def add_occlusion(self: __torch__.Kernels, occlusion: Tensor, change: Tensor) -> Tensor:
    return torch.sigmoid(torch.add(occlusion, torch.to(change, 6)))
  def scaled(self: __torch__.Kernels, x: Tensor, change: Tensor) -> Tensor:
    return torch.addcmul(x, x, change)
  def sample_rows(self: __torch__.Kernels, x: Tensor, planes: Tensor, weight: Tensor) -> Tensor:
    if torch.is_grad_enabled():
      # embedding_bag gives weights a gradient only where its table has one too.
      wide = torch.to(x, 6)
      if ops.prim.requires_grad(wide):
        source = wide
      else:
        source = torch.requires_grad_(torch.detach(wide), True)
    else:
      source = x
    b = torch.size(x, 0)
    c = torch.size(x, 1)
    h = torch.size(x, 2)
    w = torch.size(x, 3)
    n = torch.size(planes, 2)
    last = torch.view(torch.tensor([torch.sub(w, 1), torch.sub(h, 1)], dtype=6, device=ops.prim.device(x)), [2, 1, 1])
    finite = torch.nan_to_num(planes, -2., 2., -2.)
    p = torch.mul(torch.add(finite, 1), torch.mul(last, 0.5))
    low = torch.floor(p)
    high = torch.add(low, 1)
    f = torch.sub(p, low)
    zero = torch.zeros_like(last)
    low_index = torch.clamp(low, zero, last)
    high_index = torch.clamp(high, zero, last)
    low_weight = torch.mul(torch.rsub(f, 1), torch.eq(low_index, low))
    high_weight = torch.mul(f, torch.eq(high_index, high))
    index = torch.to(torch.stack([low_index, high_index]), 3)
    share = torch.stack([low_weight, high_weight])
    first = torch.view(torch.mul(torch.arange(b, dtype=3, device=ops.prim.device(x)), torch.mul(h, w)), [b, 1])
    ys = torch.add(torch.mul(torch.select(index, 1, 1), w), first)
    indices = torch.view(torch.add(torch.unsqueeze(ys, 1), torch.select(index, 1, 0)), [4, -1])
    shares = torch.mul(torch.unsqueeze(torch.mul(torch.select(share, 1, 1), weight), 1), torch.select(share, 1, 0))
    weights = torch.view(torch.to(shares, ops.prim.dtype(source)), [4, -1])
    table = torch.view(torch.contiguous(torch.permute(source, [0, 2, 3, 1])), [-1, c])
    offsets = torch.arange(0, torch.mul(torch.mul(b, n), 4), 4, dtype=3, device=ops.prim.device(x))
    bags, _0, _1, _2 = torch.embedding_bag(table, torch.flatten(torch.transpose(indices, 0, 1)), offsets, False, 0, False, torch.flatten(torch.transpose(weights, 0, 1)), False)
    return torch.to(torch.view(bags, [b, n, c]), ops.prim.dtype(x))
  def within(self: __torch__.Kernels, flow: Tensor) -> Tensor:
    return torch.clamp(flow, -1., 1.)
  def warped_windows(self: __torch__.Kernels, x: Tensor, flow: Tensor, occlusion: Tensor, window: int) -> Tensor:
    b = torch.size(x, 0)
    h = torch.size(x, 2)
    w = torch.size(x, 3)
    both = torch.contiguous(torch.cat([torch.permute(flow, [0, 3, 1, 2]), occlusion], 1))
    sized = torch.upsample_bilinear2d(both, [h, w], True, None, None)
    split = torch.view(sized, [b, 3, torch.floordiv(h, window), window, torch.floordiv(w, window), window])
    ordered = torch.reshape(torch.permute(split, [1, 0, 2, 4, 3, 5]), [3, b, -1])
    rows = (self).sample_rows(x, torch.slice(ordered, 0, 0, 2), torch.select(ordered, 0, 2), )
    return torch.view(rows, [b, -1, torch.mul(torch.mul(window, window), torch.size(x, 1))])
  def warp_rows(self: __torch__.Kernels, x: Tensor, grid: Tensor) -> Tensor:
    b = torch.size(x, 0)
    h = torch.size(grid, 1)
    w = torch.size(grid, 2)
    planes = torch.reshape(torch.permute(grid, [3, 0, 1, 2]), [2, b, -1])
    rows = (self).sample_rows(x, planes, torch.ones_like(torch.select(planes, 0, 0)), )
    return torch.permute(torch.view(rows, [b, h, w, torch.size(x, 1)]), [0, 3, 1, 2])
  def warp(self: __torch__.Kernels, x: Tensor, flow: Tensor) -> Tensor:
    return (self).warp_rows(x, (self).upsample_grid(flow, torch.size(x, 2), torch.size(x, 3), True, ), )
  def corner_positions(self: __torch__.Kernels, like: Tensor, side: int, size: int) -> Tensor:
    return torch.linspace(0, torch.sub(side, 1), size, dtype=6, device=ops.prim.device(like))
  def warp_corners(self: __torch__.Kernels, x: Tensor, flow: Tensor, size: int) -> Tensor:
    side = torch.size(x, 2)
    low = torch.floor((self).corner_positions(flow, side, size, ))
    high = torch.clamp(torch.add(low, 1), None, torch.sub(side, 1))
    index = torch.to(torch.flatten(torch.stack([low, high], 1)), 3)
    full = (self).upsample_grid(flow, side, side, True, )
    return (self).warp_rows(x, torch.index_select(torch.index_select(full, 1, index), 2, index), )
  def blend_corners(self: __torch__.Kernels, x: Tensor, side: int) -> Tensor:
    position = (self).corner_positions(x, side, torch.floordiv(torch.size(x, 2), 2), )
    f = torch.sub(position, torch.floor(position))
    share = torch.flatten(torch.stack([torch.rsub(f, 1), f], 1))
    shares = torch.mul(torch.mul(torch.unsqueeze(share, 1), share), 4.)
    return (self).avg_pool(torch.mul(x, torch.to(shares, ops.prim.dtype(x))), )
  def doubling_weight(self: __torch__.Kernels, w: Tensor) -> Tensor:
    spread = torch.tensor([[0., 0., 1.], [0., 1., 1.], [1., 1., 0.], [1., 0., 0.]], dtype=6, device=ops.prim.device(w))
    wide = torch.matmul(torch.matmul(spread, w), torch.transpose(spread, 0, 1))
    return torch.contiguous(torch.transpose(wide, 0, 1))
  def doubling(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    return torch.conv_transpose2d(x, w, b, [2, 2], [1, 1])
  def doubling_packed(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, act: str, scalars: List[float]) -> Tensor:
    s = annotate(List[Optional[number]], [])
    for i in range(torch.len(scalars)):
      _0 = torch.append(s, scalars[i])
    return ops.mkldnn._convolution_transpose_pointwise(x, w, b, [1, 1], [0, 0], [2, 2], [1, 1], 1, act, s, "none")
  def pack_doubling(self: __torch__.Kernels, w: Tensor, in_size: List[int]) -> Tensor:
    return ops.mkldnn._reorder_convolution_transpose_weight(w, [1, 1], [0, 0], [2, 2], [1, 1], 1, in_size)
  def conv_packed_add(self: __torch__.Kernels, x: Tensor, other: Tensor, w: Tensor, b: Tensor, stride: int, pad: int, groups: int) -> Tensor:
    return ops.mkldnn._convolution_pointwise(x, other, w, b, [pad, pad], [stride, stride], [1, 1], groups, "add", None, None, annotate(List[Optional[number]], []), None)
  def split_parity(self: __torch__.Kernels, x: Tensor) -> List[Tensor]:
    end = 9223372036854775807
    return [torch.slice(x, 1, 0, end, 2), torch.slice(x, 1, 1, end, 2)]
  def interleave_channels(self: __torch__.Kernels, even: Tensor, odd: Tensor) -> Tensor:
    if torch.eq(ops.prim.dtype(odd), 15):
      pairs = torch.stack([torch.permute(even, [0, 2, 3, 1]), torch.permute(odd, [0, 2, 3, 1])], 4)
      y = torch.permute(torch.flatten(pairs, 3, 4), [0, 3, 1, 2])
    else:
      y = torch.flatten(torch.stack([even, odd], 2), 1, 2)
    return y
  def scale_code_input(self: __torch__.Kernels, pooled: Tensor, keypoints: Tensor) -> Tensor:
    return torch.cat([torch.to(pooled, 6), torch.flatten(keypoints, 1)], 1)
  def pool(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.mean(x, [2, 3])
  def pool_to_float(self: __torch__.Kernels, x: Tensor) -> Tensor:
    h = torch.size(x, 2)
    w = torch.size(x, 3)
    whole = torch.__and__(torch.eq(torch.remainder(h, 16), 0), torch.eq(torch.remainder(w, 16), 0))
    reduced = torch.__and__(torch.eq(ops.prim.dtype(x), 15), torch.__not__(ops.prim.is_cuda(x)))
    if torch.__and__(reduced, whole):
      y = torch.adaptive_avg_pool2d(x, [16, 16])
    else:
      y = x
    return torch.mean(torch.to(y, 6), [2, 3])
  def modulated_kernels(self: __torch__.Kernels, weight: Tensor, style: Tensor, scale: float) -> Tensor:
    w = torch.mul(torch.mul(weight, scale), torch.view(style, [torch.size(style, 0), 1, -1, 1, 1]))
    return torch.mul(w, torch.rsqrt(torch.add(torch.sum(torch.mul(w, w), [2, 3, 4], True), 1e-08)))
  def modulated_rows(self: __torch__.Kernels, x: Tensor, style: Tensor) -> Tensor:
    y = torch.mul(x, torch.view(style, [torch.size(style, 0), -1, 1, 1]))
    return torch.contiguous(torch.to(y, 15), memory_format=2)
  def demodulated(self: __torch__.Kernels, x: Tensor, style: Tensor, squares: Tensor) -> Tensor:
    scale = torch.rsqrt(torch.add(torch.linear(torch.mul(style, style), squares), 1e-08))
    return torch.mul(torch.to(x, 6), torch.view(scale, [torch.size(scale, 0), -1, 1, 1]))
  def mixed_kernels(self: __torch__.Kernels, weight: Tensor, attention: Tensor) -> Tensor:
    flat = torch.matmul(torch.to(attention, ops.prim.dtype(weight)), torch.flatten(weight, 1))
    return torch.view(flat, [-1, torch.size(weight, 1), torch.size(weight, 2), torch.size(weight, 3), torch.size(weight, 4)])
  def mixed_biases(self: __torch__.Kernels, bias: Tensor, attention: Tensor) -> Tensor:
    return torch.matmul(torch.to(attention, ops.prim.dtype(bias)), bias)
  def row_conv(self: __torch__.Kernels, x: Tensor, weight: Tensor, pad: int) -> Tensor:
    n = torch.size(weight, 0)
    h = torch.size(x, 2)
    w = torch.size(x, 3)
    c = torch.size(x, 1)
    wide = torch.reshape(torch.expand(x, [n, c, h, w]), [1, torch.mul(n, c), h, w])
    y = torch.conv2d(wide, torch.flatten(weight, 0, 1), None, [1, 1], [pad, pad], [1, 1], n)
    return torch.view(y, [n, -1, torch.size(y, 2), torch.size(y, 3)])
  def styled(self: __torch__.Kernels, x: Tensor, noise: Tensor, strength: Tensor, bias: Tensor) -> Tensor:
    y = torch.add(torch.add(x, torch.mul(strength, noise)), torch.view(bias, [1, -1, 1, 1]))
    return torch.mul(torch.leaky_relu(y, 0.2), 1.4142135623730951)
  def add_channels(self: __torch__.Kernels, x: Tensor, bias: Tensor) -> Tensor:
    b = torch.view(torch.to(bias, ops.prim.dtype(x)), [torch.size(bias, 0), -1, 1, 1])
    return torch.add(x, b)
  def instance_norm_relu(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    mixed = torch.__and__(torch.eq(ops.prim.dtype(x), 15), torch.__not__(ops.prim.is_cuda(x)))
    if torch.__and__(mixed, torch.__not__(torch.is_grad_enabled())):
      y = torch.relu_(torch.group_norm(x, torch.size(x, 1), w, b, 1e-05, True))
    else:
      full = torch.contiguous(torch.to(x, 6))
      y = torch.relu(torch.instance_norm(full, w, b, None, None, True, 0.1, 1e-05, True))
    return y
  def rows(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.flatten(torch.permute(x, [0, 2, 3, 1]), 1, 2)
  def pack_linear(self: __torch__.Kernels, w: Tensor, rows: int) -> Tensor:
    return ops.mkldnn._reorder_linear_weight(torch.contiguous(w), rows)
  def linear_packed(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
    return ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "")
  def linear_packed_add(self: __torch__.Kernels, x: Tensor, other: Tensor, w: Tensor, b: Tensor) -> Tensor:
    each = torch.contiguous(torch.expand(other, [torch.size(x, 0), -1, -1]))
    return ops.mkldnn._linear_pointwise(x, each, w, b, "add")
  def tiled_map_attention(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, tile: int) -> Tensor:
    ys = annotate(List[Tensor], [])
    for part in torch.split(q, tile, 1):
      _0 = torch.append(ys, torch.matmul(torch.softmax(torch.matmul(part, k), -1, None), torch.transpose(v, 1, 2)))
    return torch.cat(ys, 1)
  def packed_map_attention(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, tile: int) -> Tensor:
    ys = annotate(List[Tensor], [])
    for row in range(torch.size(q, 0)):
      keys = (self).pack_linear(torch.transpose(torch.select(k, 0, row), 0, 1), tile, )
      values = (self).pack_linear(torch.select(v, 0, row), tile, )
      for part in torch.split(torch.select(q, 0, row), tile):
        shares = torch.softmax((self).linear_packed(part, keys, None, ), -1, None)
        _0 = torch.append(ys, (self).linear_packed(shares, values, None, ))
    return torch.cat(ys)
  def map_attention(self: __torch__.Kernels, query: Tensor, key: Tensor, value: Tensor, scale: float, tile: int) -> Tensor:
    q = (self).rows(query, )
    k = torch.mul(torch.flatten(key, 2), scale)
    v = torch.flatten(value, 2)
    mixed = torch.__and__(torch.eq(ops.prim.dtype(query), 15), torch.__not__(ops.prim.is_cuda(query)))
    if torch.__and__(mixed, torch.__not__(torch.is_grad_enabled())):
      y = (self).packed_map_attention(q, k, v, ops.prim.min(tile, 1024), )
    else:
      y = (self).tiled_map_attention(q, k, v, tile, )
    y = torch.view(y, [torch.size(query, 0), torch.size(query, 2), torch.size(query, 3), torch.size(value, 1)])
    z = torch.permute(y, [0, 3, 1, 2])
    if torch.ne(ops.prim.dtype(query), 15):
      z = torch.contiguous(z)
    return z
  def repeat_rows(self: __torch__.Kernels, x: Tensor, rows: int) -> Tensor:
    return torch.expand(x, [rows, -1, -1, -1])
  def positional_encoding(self: __torch__.Kernels, points: Tensor, octaves: int) -> Tensor:
    flat = torch.flatten(points, 1)
    parts = [flat]
    for i in range(octaves):
      angle = torch.mul(flat, torch.mul(3.141592653589793, torch.pow(2, i)))
      _0 = torch.append(parts, torch.sin(angle))
      _1 = torch.append(parts, torch.cos(angle))
    return torch.cat(parts, 1)
  def blend(self: __torch__.Kernels, visible: Tensor, here: Tensor, there: Tensor) -> Tensor:
    return torch.lerp(there, here, torch.to(visible, ops.prim.dtype(here)))
  def max_pool_three_padded(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.max_pool2d(x, [3, 3], [2, 2], [1, 1], [1, 1], False)
  def reflect_border(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.reflection_pad2d(x, [1, 1, 1, 1])
  def elu(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.elu(x)
  def add_share(self: __torch__.Kernels, x: Tensor, other: Tensor, share: Tensor) -> Tensor:
    return torch.add(x, torch.mul(other, torch.to(share, ops.prim.dtype(x))))
  def spline_keypoints(self: __torch__.Kernels, logits: Tensor) -> Tensor:
    unit = torch.sigmoid(torch.to(logits, 6))
    return torch.view(torch.sub(torch.mul(unit, 2.), 1.), [torch.size(logits, 0), -1, 2])
  def identity_jacobians(self: __torch__.Kernels, values: Tensor) -> Tensor:
    one = torch.eye(2, dtype=6, device=ops.prim.device(values))
    return torch.contiguous(torch.expand(one, [torch.size(values, 0), torch.size(values, 1), 2, 2]))
  def grouped_input(self: __torch__.Kernels, heat: Tensor, deformed: Tensor) -> Tensor:
    return torch.cat([torch.flatten(heat, 1, 2), torch.flatten(deformed, 1, 2)], 1)
  def spline_parameters(self: __torch__.Kernels, driving: Tensor, source: Tensor, ridge: float) -> Tensor:
    d = torch.sub(torch.unsqueeze(driving, 3), torch.unsqueeze(driving, 2))
    r = torch.sum(torch.mul(d, d), [4])
    bend = torch.mul(r, torch.log(torch.add(r, 1e-09)))
    straight = torch.cat([driving, torch.ones_like(torch.slice(driving, 3, 0, 1))], 3)
    across = torch.transpose(straight, 2, 3)
    corner = torch.zeros_like(torch.matmul(across, straight))
    system = torch.cat([torch.cat([bend, straight], 3), torch.cat([across, corner], 3)], 2)
    diagonal = torch.mul(torch.eye(torch.size(system, 3), dtype=7, device=ops.prim.device(system)), ridge)
    goal = torch.cat([source, torch.zeros_like(torch.slice(corner, 3, 0, 2))], 2)
    return torch.linalg_solve(torch.add(system, diagonal), goal)
  def spline_motion(self: __torch__.Kernels, driving: Tensor, source: Tensor, background: Tensor, grid: Tensor, splines: int, ridge: float) -> Tensor:
    n = torch.size(driving, 0)
    to = torch.to(torch.view(driving, [n, splines, -1, 2]), 7)
    found = (self).spline_parameters(to, torch.to(torch.view(source, [n, splines, -1, 2]), 7), ridge, )
    five = torch.size(to, 2)
    bend = torch.to(torch.slice(found, 2, 0, five), 6)
    straight = torch.to(torch.slice(found, 2, five), 6)
    points = torch.view(grid, [1, 1, -1, 2])
    flat = torch.cat([points, torch.ones_like(torch.slice(points, 3, 0, 1))], 3)
    d = torch.sub(torch.unsqueeze(points, 3), torch.unsqueeze(torch.to(to, 6), 2))
    r = torch.sum(torch.mul(d, d), [4])
    bent = torch.matmul(torch.mul(r, torch.log(torch.add(r, 1e-09))), bend)
    moved = torch.add(torch.matmul(flat, straight), bent)
    behind = torch.matmul(flat, torch.unsqueeze(torch.transpose(background, 1, 2), 1))
    still = torch.expand(behind, [n, 1, -1, 2])
    return torch.view(torch.cat([still, moved], 1), [n, torch.add(splines, 1), torch.size(grid, 0), torch.size(grid, 1), 2])
  def gradients(self: __torch__.Kernels, loss: Tensor, parameters: List[Tensor]) -> List[Tensor]:
    found = torch.grad([loss], parameters, None, None, False, True)
    result = annotate(List[Tensor], [])
    for i in range(torch.len(parameters)):
      g = found[i]
      if torch.__is__(g, None):
        # What the loss does not reach has no gradient, which is not the same as one of zeros.
        z = torch.slice(torch.flatten(torch.detach(parameters[i])), 0, 0, 0)
      else:
        z = unchecked_cast(Tensor, g)
      _0 = torch.append(result, z)
    return result
  def gradient_length(self: __torch__.Kernels, loss: Tensor, parameter: Tensor) -> Tensor:
    g = torch.grad([loss], [parameter], None, True, False, True)[0]
    if torch.__is__(g, None):
      length = torch.zeros_like(loss)
    else:
      length = torch.norm(unchecked_cast(Tensor, g), 2)
    return length
  def hinge_discriminator(self: __torch__.Kernels, real: Tensor, made: Tensor) -> Tensor:
    return torch.add(torch.mean(torch.relu(torch.rsub(real, 1))), torch.mean(torch.relu(torch.add(made, 1))))
  def hinge_generator(self: __torch__.Kernels, made: Tensor) -> Tensor:
    return torch.neg(torch.mean(made))
  def least_squares_discriminator(self: __torch__.Kernels, real: Tensor, made: Tensor) -> Tensor:
    r = torch.rsub(real, 1)
    return torch.add(torch.mean(torch.mul(r, r)), torch.mean(torch.mul(made, made)))
  def least_squares_generator(self: __torch__.Kernels, made: Tensor) -> Tensor:
    r = torch.rsub(made, 1)
    return torch.mean(torch.mul(r, r))
  def gradient_norm(self: __torch__.Kernels, gradients: List[Tensor]) -> Tensor:
    return torch.norm(torch.stack(torch._foreach_norm(gradients, 2)), 2)
  def adam_step(self: __torch__.Kernels, parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor], norm: Tensor, rate: float, beta1: float, beta2: float, epsilon: float, largest: float) -> Tensor:
    share = torch.clamp(torch.mul(torch.reciprocal(torch.add(norm, 1e-06)), largest), None, 1.)
    # The fused kernel reads memory as it lies: a gradient in another order than its parameter is shuffled.
    ordered = annotate(List[Tensor], [])
    for i in range(torch.len(gradients)):
      _0 = torch.append(ordered, torch.contiguous(gradients[i]))
    torch._foreach_mul_(ordered, share)
    torch._foreach_add_(steps, 1)
    torch._fused_adam_(parameters, ordered, means, squares, annotate(List[Tensor], []), steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=0., eps=epsilon, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
    return norm
  def copy_all(self: __torch__.Kernels, to: List[Tensor], values: List[Tensor]) -> Tensor:
    torch._foreach_copy_(to, values)
    return to[0]
  def average_step(self: __torch__.Kernels, averages: List[Tensor], values: List[Tensor], share: float) -> Tensor:
    torch._foreach_lerp_(averages, values, share)
    return averages[0]
  def average(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.div(torch.sum(x), torch.numel(x))
  def pixel_pyramid(self: __torch__.Kernels, output: Tensor, target: Tensor, weight: Tensor, levels: int) -> Tensor:
    a = output
    b = target
    w = weight
    loss = torch.zeros_like(torch.sum(torch.mean(weight)))
    for i in range(levels):
      d = torch.sub(a, b)
      loss = torch.add(loss, (self).average(torch.mul(torch.abs(d), w), ))
      right = torch.sub(torch.slice(d, 3, 1), torch.slice(d, 3, 0, -1))
      down = torch.sub(torch.slice(d, 2, 1), torch.slice(d, 2, 0, -1))
      loss = torch.add(loss, (self).average(torch.mul(torch.abs(right), torch.slice(w, 3, 1)), ))
      loss = torch.add(loss, (self).average(torch.mul(torch.abs(down), torch.slice(w, 2, 1)), ))
      a = (self).avg_pool(a, )
      b = (self).avg_pool(b, )
      w = (self).avg_pool(w, )
    return loss
  def transform_points(self: __torch__.Kernels, points: Tensor, theta: Tensor, control: Tensor, weights: Tensor) -> Tensor:
    straight = torch.add(torch.matmul(points, torch.transpose(torch.slice(theta, 2, 0, 2), 1, 2)), torch.unsqueeze(torch.select(theta, 2, 2), 1))
    d = torch.sum(torch.abs(torch.sub(torch.unsqueeze(points, 2), control)), [3])
    u = torch.mul(torch.mul(d, d), torch.log(torch.add(d, 1e-06)))
    bent = torch.sum(torch.mul(u, torch.unsqueeze(weights, 1)), [2], True)
    return torch.add(straight, bent)
  def transform_jacobians(self: __torch__.Kernels, points: Tensor, theta: Tensor, control: Tensor, weights: Tensor) -> Tensor:
    delta = torch.sub(torch.unsqueeze(points, 2), control)
    d = torch.sum(torch.abs(delta), [3])
    e = torch.add(d, 1e-06)
    slope = torch.add(torch.mul(torch.mul(d, 2.), torch.log(e)), torch.div(torch.mul(d, d), e))
    each = torch.mul(torch.sign(delta), torch.unsqueeze(torch.mul(slope, torch.unsqueeze(weights, 1)), 3))
    return torch.add(torch.unsqueeze(torch.slice(theta, 2, 0, 2), 1), torch.unsqueeze(torch.sum(each, [2]), 2))
  def transform_image(self: __torch__.Kernels, image: Tensor, grid: Tensor, align: bool) -> Tensor:
    return torch.grid_sampler(image, grid, 0, 2, align)
  def max_pool(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.max_pool2d(x, [2, 2], [2, 2], [0, 0], [1, 1], False)
  def max_pool_three(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.max_pool2d(x, [3, 3], [2, 2], [0, 0], [1, 1], False)
  def max_pool_three_same(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.max_pool2d(x, [3, 3], [1, 1], [1, 1], [1, 1], False)
  def avg_pool_three(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1], False, False, None)
  def conv_relu(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, stride: int, pad_height: int, pad_width: int) -> Tensor:
    return torch.relu_(torch.conv2d(x, w, b, [stride, stride], [pad_height, pad_width], [1, 1], 1))
  def conv_same_relu6(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, stride: int, groups: int) -> Tensor:
    total = torch.sub(torch.size(w, 2), stride)
    before = torch.floordiv(total, 2)
    after = torch.sub(total, before)
    padded = torch.constant_pad_nd(x, [before, after, before, after], 0)
    return torch.clamp(torch.conv2d(padded, w, b, [stride, stride], [0, 0], [1, 1], groups), 0., 6.)
  def channel_affine(self: __torch__.Kernels, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    return torch.add(torch.mul(x, torch.view(scale, [1, -1, 1, 1])), torch.view(shift, [1, -1, 1, 1]))
  def equivariance_jacobian(self: __torch__.Kernels, jacobians: Tensor, slope: Tensor, transformed: Tensor) -> Tensor:
    seen = torch.matmul(torch.linalg_inv(jacobians), torch.matmul(slope, transformed))
    return torch.mean(torch.abs(torch.sub(seen, torch.eye(2, dtype=6, device=ops.prim.device(seen)))))
  def mean_absolute(self: __torch__.Kernels, x: Tensor, y: Tensor) -> Tensor:
    return torch.mean(torch.abs(torch.sub(x, y)))
  def quantise(self: __torch__.Kernels, z: Tensor, codes: Tensor, commitment: float) -> List[Tensor]:
    lengths = torch.add(torch.sum(torch.mul(z, z), [2], True), torch.sum(torch.mul(codes, codes), [1]))
    distances = torch.sub(lengths, torch.mul(torch.matmul(z, torch.transpose(codes, 0, 1)), 2.))
    nearest, order = torch.topk(distances, 2, -1, False, True)
    indices = torch.select(order, 2, 0)
    found = torch.embedding(codes, indices)
    away = torch.sub(torch.detach(found), z)
    behind = torch.sub(found, torch.detach(z))
    loss = torch.add(torch.mul(torch.mean(torch.mul(away, away)), commitment), torch.mean(torch.mul(behind, behind)))
    straight = torch.add(z, torch.detach(torch.sub(found, z)))
    apart = torch.sqrt(torch.clamp(nearest, 0.))
    margin = torch.sub(torch.select(apart, 2, 1), torch.select(apart, 2, 0))
    return [straight, loss, torch.to(indices, 6), margin]
  def flow_at(self: __torch__.Kernels, flow: Tensor, points: Tensor) -> Tensor:
    found = torch.grid_sampler(torch.permute(flow, [0, 3, 1, 2]), torch.unsqueeze(points, 1), 0, 1, True)
    return torch.transpose(torch.squeeze(found, 2), 1, 2)
  def dense_flow_loss(self: __torch__.Kernels, flow: Tensor, positions: Tensor, trusted: Tensor) -> Tensor:
    size = [torch.size(flow, 1), torch.size(flow, 2)]
    wanted = torch.upsample_bilinear2d(torch.permute(positions, [0, 3, 1, 2]), size, True, None, None)
    trust = torch.upsample_bilinear2d(torch.permute(trusted, [0, 3, 1, 2]), size, True, None, None)
    away = torch.mean(torch.abs(torch.sub(torch.permute(flow, [0, 3, 1, 2]), wanted)), [1], True)
    return torch.div(torch.sum(torch.mul(away, trust)), torch.clamp(torch.sum(trust), 1.))
  def known_distance(self: __torch__.Kernels, points: Tensor, positions: Tensor, known: Tensor) -> Tensor:
    near = torch.slice(points, 1, 0, torch.size(positions, 1))
    d = torch.mul(torch.abs(torch.sub(near, positions)), known)
    faces = torch.clamp(torch.sum(known), 1.)
    return torch.div(torch.sum(torch.mean(d, [1, 2])), faces)
  def shape_distance(self: __torch__.Kernels, points: Tensor, positions: Tensor, known: Tensor, part: Tensor) -> Tensor:
    p = torch.index_select(points, 1, part)
    q = torch.index_select(positions, 1, part)
    shape = torch.sub(p, torch.mean(p, [1], True))
    wanted = torch.sub(q, torch.mean(q, [1], True))
    return (self).known_distance(shape, wanted, known, )
  def visible_loss(self: __torch__.Kernels, visible: Tensor, warped: Tensor, target: Tensor, full: float, none: float) -> Tensor:
    error = torch.mean(torch.abs(torch.sub(torch.detach(warped), target)), [1], True)
    size = [torch.size(visible, 2), torch.size(visible, 3)]
    smooth = torch.adaptive_avg_pool2d(error, size)
    wanted = torch.clamp(torch.div(torch.rsub(smooth, none), torch.sub(none, full)), 0., 1.)
    return torch.binary_cross_entropy(torch.to(visible, 6), wanted, None, 1)
  def keypoint_distance(self: __torch__.Kernels, points: Tensor, least: float) -> Tensor:
    d = torch.sub(torch.unsqueeze(points, 1), torch.unsqueeze(points, 2))
    squares = torch.sum(torch.mul(d, d), [3])
    k = torch.size(points, 1)
    near = torch.relu(torch.rsub(squares, least))
    own = torch.mul(torch.eye(k, dtype=6, device=ops.prim.device(points)), least)
    return torch.mean(torch.sum(torch.relu(torch.sub(near, own)), [1, 2]))
  def augment(self: __torch__.Kernels, images: Tensor, flips: Tensor, brightness: Tensor, contrast: Tensor, saturation: Tensor, scale: float, shift: float) -> Tensor:
    unit = torch.div(torch.sub(images, shift), scale)
    lit = torch.mul(unit, torch.view(brightness, [-1, 1, 1, 1]))
    middle = torch.mean(lit, [1, 2, 3], True)
    clear = torch.add(torch.mul(torch.sub(lit, middle), torch.view(contrast, [-1, 1, 1, 1])), middle)
    grey = torch.mean(clear, [1], True)
    rich = torch.add(torch.mul(torch.sub(clear, grey), torch.view(saturation, [-1, 1, 1, 1])), grey)
    f = torch.view(flips, [-1, 1, 1, 1])
    turned = torch.add(torch.mul(rich, torch.rsub(f, 1)), torch.mul(torch.flip(rich, [3]), f))
    return torch.add(torch.mul(torch.clamp(turned, 0., 1.), scale), shift)
  def change(self: __torch__.Kernels, source: Tensor, driving: Tensor) -> Tensor:
    d = torch.mean(torch.abs(torch.sub(source, driving)), [1], True)
    smooth = torch.avg_pool2d(d, [9, 9], [1, 1], [4, 4], False, True, None)
    return torch.add(torch.clamp(torch.div(smooth, torch.add(torch.mean(smooth, [2, 3], True), 1e-03)), None, 4.), 1.)
  def scale_input(self: __torch__.Kernels, source: Tensor, driving: Tensor, distances: bool) -> Tensor:
    parts = [source, driving]
    if distances:
      parts = [source, driving, torch.sub(source, torch.mean(source, [1], True)), torch.sub(driving, torch.mean(driving, [1], True))]
    return torch.flatten(torch.cat(parts, 1), 1)
  def upright_windows(self: __torch__.Kernels, points: Tensor, face: Tensor) -> Tensor:
    # The similarity that takes the mean face nearest to the points, by least squares.
    seen = torch.slice(points, 1, 0, torch.size(face, 0))
    middle = torch.mean(seen, [1], True)
    centre = torch.mean(face, [0], True)
    f = torch.sub(face, centre)
    m = torch.matmul(torch.transpose(torch.sub(seen, middle), 1, 2), f)
    size = torch.sum(torch.mul(f, f))
    x = torch.select(m, 2, 0)
    y = torch.select(m, 2, 1)
    a = torch.div(torch.add(torch.select(x, 1, 0), torch.select(y, 1, 1)), size)
    b = torch.div(torch.sub(torch.select(x, 1, 1), torch.select(y, 1, 0)), size)
    turn = torch.view(torch.stack([a, torch.neg(b), b, a], 1), [-1, 2, 2])
    shift = torch.sub(torch.transpose(middle, 1, 2), torch.matmul(turn, torch.transpose(centre, 0, 1)))
    return torch.cat([turn, shift], 2)
  def window_grid(self: __torch__.Kernels, windows: Tensor, side: int) -> Tensor:
    places = torch.view((self).grid(windows, side, side, ), [1, -1, 2])
    return torch.view((self).out_of_windows(windows, places, ), [-1, side, side, 2])
  def moved_windows(self: __torch__.Kernels, windows: Tensor, moves: Tensor) -> Tensor:
    return torch.matmul(windows, moves)
  def replaced_points(self: __torch__.Kernels, points: Tensor, by: Tensor, first: int) -> Tensor:
    end = torch.add(first, torch.size(by, 1))
    before = torch.slice(points, 1, 0, first)
    return torch.cat([before, by, torch.slice(points, 1, end)], 1)
  def out_of_windows(self: __torch__.Kernels, windows: Tensor, points: Tensor) -> Tensor:
    turn = torch.transpose(torch.slice(windows, 2, 0, 2), 1, 2)
    shift = torch.unsqueeze(torch.select(windows, 2, 2), 1)
    return torch.add(torch.matmul(points, turn), shift)
  def into_windows(self: __torch__.Kernels, windows: Tensor, points: Tensor) -> Tensor:
    # The inverse of out_of_windows, for windows that are similarities.
    turn = torch.slice(windows, 2, 0, 2)
    shift = torch.unsqueeze(torch.select(windows, 2, 2), 1)
    square = torch.sum(torch.mul(torch.select(turn, 2, 0), torch.select(turn, 2, 0)), [1])
    back = torch.div(turn, torch.view(torch.clamp(square, 1e-12, None), [-1, 1, 1]))
    return torch.matmul(torch.sub(points, shift), back)
  def add_in_windows(self: __torch__.Kernels, pictures: Tensor, change: Tensor, windows: Tensor, near: Tensor, gain: float, fading: float, window: Tensor, grid: Tensor) -> Tensor:
    # All of it at a keypoint, nothing far from all of them or at the window's border, and nothing in one of no size.
    reach = torch.clamp(torch.mul(torch.amax(near, [1], True), gain), None, 1.)
    size = torch.sum(torch.abs(torch.slice(windows, 2, 0, 2)), [1, 2])
    sized = torch.view(torch.to(torch.gt(size, 1e-4), 6), [-1, 1, 1, 1])
    edge = torch.prod(torch.clamp(torch.div(torch.rsub(torch.abs(window), 1.), fading), None, 1.), 2)
    faded = torch.mul(change, torch.mul(torch.mul(reach, sized), edge))
    h = torch.size(grid, 0)
    w = torch.size(grid, 1)
    places = torch.view(grid, [1, -1, 2])
    inside = torch.view((self).into_windows(windows, places, ), [-1, h, w, 2])
    return torch.add(pictures, torch.grid_sampler(faded, inside, 0, 0, True))
  def as_colourful(self: __torch__.Kernels, change: Tensor, looks: Tensor, grey: float, coloured: float) -> Tensor:
    beside = torch.abs(torch.sub(looks, torch.mean(looks, [1], True)))
    colour = torch.mean(beside, [1, 2, 3], True)
    share = torch.clamp(torch.div(torch.sub(colour, grey), torch.sub(coloured, grey)), 0., 1.)
    level = torch.mean(change, [1], True)
    return torch.add(level, torch.mul(torch.sub(change, level), share))
  def tps_grid(self: __torch__.Kernels, grid: Tensor, weights: Tensor, fiducials: Tensor, base: Tensor) -> Tensor:
    moved = torch.matmul(torch.transpose(torch.sub(fiducials, base), 1, 2), weights)
    planes = torch.view(moved, [-1, 2, torch.size(grid, 1), torch.size(grid, 2)])
    return torch.permute(torch.add(torch.to(planes, ops.prim.dtype(grid)), grid), [0, 2, 3, 1])
  def mean_token(self: __torch__.Kernels, tokens: Tensor) -> Tensor:
    return torch.mean(torch.to(tokens, 6), [1])
  def add_token(self: __torch__.Kernels, tokens: Tensor, shift: Tensor) -> Tensor:
    return torch.add(tokens, torch.unsqueeze(torch.to(shift, ops.prim.dtype(tokens)), 1))
  def sample_on_black(self: __torch__.Kernels, images: Tensor, grid: Tensor, black: float) -> Tensor:
    t = ops.prim.dtype(grid)
    if torch.eq(black, 0.):
      sampled = torch.grid_sampler(torch.to(images, t), grid, 0, 0, True)
    else:
      light = torch.sub(torch.to(images, t), black)
      sampled = torch.add(torch.grid_sampler(light, grid, 0, 0, True), black)
    return torch.to(sampled, 6)
  def block_weight(self: __torch__.Kernels, w: Tensor, block: int, margin: int) -> Tensor:
    ws = annotate(List[Tensor], [])
    last = torch.sub(block, 1)
    for y in range(block):
      for x in range(block):
        _0 = torch.append(ws, torch.constant_pad_nd(w, [torch.add(margin, x), torch.sub(last, x), torch.add(margin, y), torch.sub(last, y)], 0))
    return torch.flatten(torch.stack(ws, 1), 0, 1)
  def block_bias(self: __torch__.Kernels, b: Tensor, block: int) -> Tensor:
    return torch.repeat_interleave(b, torch.mul(block, block))
  def unblock(self: __torch__.Kernels, y: Tensor, block: int) -> Tensor:
    return torch.pixel_shuffle(y, block)
