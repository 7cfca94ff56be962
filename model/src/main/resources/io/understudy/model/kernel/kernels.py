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
  def conv2d(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, stride: int, pad: int, groups: int) -> Tensor:
    return torch.conv2d(x, w, b, [stride, stride], [pad, pad], [1, 1], groups)
  def conv_packed(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, stride: int, pad: int, groups: int, act: str, scalars: List[float]) -> Tensor:
    s = annotate(List[Optional[number]], [])
    for i in range(torch.len(scalars)):
      _0 = torch.append(s, scalars[i])
    return ops.mkldnn._convolution_pointwise(x, w, b, [pad, pad], [stride, stride], [1, 1], groups, act, s, "")
  def pack(self: __torch__.Kernels, w: Tensor, stride: int, pad: int, groups: int, in_size: List[int]) -> Tensor:
    return torch.mkldnn_reorder_conv2d_weight(torch.to_mkldnn(w), [pad, pad], [stride, stride], [1, 1], groups, in_size)
  def batch_norm(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, mean: Tensor, var: Tensor, eps: float) -> Tensor:
    return torch.batch_norm(x, w, b, mean, var, False, 0.1, eps, True)
  def fold_weight(self: __torch__.Kernels, w: Tensor, gamma: Tensor, var: Tensor, eps: float) -> Tensor:
    return torch.mul(w, torch.view(torch.mul(gamma, torch.rsqrt(torch.add(var, eps))), [-1, 1, 1, 1]))
  def fold_bias(self: __torch__.Kernels, b: Tensor, gamma: Tensor, beta: Tensor, mean: Tensor, var: Tensor, eps: float) -> Tensor:
    return torch.add(torch.mul(torch.sub(b, mean), torch.mul(gamma, torch.rsqrt(torch.add(var, eps)))), beta)
  def group_norm(self: __torch__.Kernels, x: Tensor, groups: int, w: Tensor, b: Tensor, eps: float) -> Tensor:
    return torch.group_norm(x, groups, w, b, eps, True)
  def group_norm_silu(self: __torch__.Kernels, x: Tensor, groups: int, w: Tensor, b: Tensor, eps: float) -> Tensor:
    return torch.silu_(torch.group_norm(x, groups, w, b, eps, True))
  def layer_norm(self: __torch__.Kernels, x: Tensor, w: Tensor, b: Tensor, eps: float) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], w, b, eps, True)
  def silu(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.silu(x)
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
    y = torch.contiguous(torch.to(x, 6), memory_format=2)
    return torch.to(torch.grid_sampler(y, torch.to(grid, 6), 0, 0, align), ops.prim.dtype(x))
  def softmax(self: __torch__.Kernels, x: Tensor, axis: int) -> Tensor:
    return torch.softmax(x, axis, None)
  def concat(self: __torch__.Kernels, xs: List[Tensor], axis: int) -> Tensor:
    return torch.cat(xs, axis)
  def attention(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    return torch.scaled_dot_product_attention(q, k, v)
  def masked_attention(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
    return torch.scaled_dot_product_attention(q, k, v, mask)
  def picture_in(self: __torch__.Kernels, x: Tensor, scale: float, shift: float) -> Tensor:
    y = torch.permute(torch.to(x, 6), [0, 3, 1, 2])
    return torch.contiguous(torch.add(torch.mul(y, scale), shift))
  def picture_out(self: __torch__.Kernels, x: Tensor, scale: float, shift: float) -> Tensor:
    y = torch.round(torch.add(torch.mul(torch.to(x, 6), scale), shift))
    return torch.contiguous(torch.permute(torch.to(torch.clamp(y, 0., 255.), 0), [0, 2, 3, 1]))
  def grid(self: __torch__.Kernels, like: Tensor, height: int, width: int) -> Tensor:
    x = torch.linspace(-1, 1, width, dtype=6, device=ops.prim.device(like))
    y = torch.linspace(-1, 1, height, dtype=6, device=ops.prim.device(like))
    ys = torch.expand(torch.view(y, [height, 1]), [height, width])
    xs = torch.expand(torch.view(x, [1, width]), [height, width])
    return torch.contiguous(torch.stack([xs, ys], 2))
  def keypoint_heatmap(self: __torch__.Kernels, logits: Tensor, temperature: float) -> Tensor:
    flat = torch.softmax(torch.div(torch.flatten(torch.to(logits, 6), 2), temperature), 2, None)
    return torch.contiguous(torch.view_as(flat, logits))
  def keypoint_values(self: __torch__.Kernels, heatmap: Tensor, grid: Tensor) -> Tensor:
    return torch.matmul(torch.flatten(heatmap, 2), torch.view(grid, [-1, 2]))
  def keypoint_jacobians(self: __torch__.Kernels, heatmap: Tensor, maps: Tensor) -> Tensor:
    n = torch.size(heatmap, 0)
    k = torch.size(heatmap, 1)
    m = torch.reshape(torch.to(maps, 6), [n, -1, 4, torch.mul(torch.size(heatmap, 2), torch.size(heatmap, 3))])
    weighted = torch.mul(m, torch.unsqueeze(torch.flatten(heatmap, 2), 2))
    return torch.view(torch.sum(weighted, [3]), [n, k, 2, 2])
  def gaussians(self: __torch__.Kernels, values: Tensor, grid: Tensor, variance: float) -> Tensor:
    k = torch.unsqueeze(torch.unsqueeze(values, 2), 2)
    d = torch.sub(grid, k)
    return torch.exp(torch.mul(torch.sum(torch.mul(d, d), [4]), torch.div(-0.5, variance)))
  def sparse_motion(self: __torch__.Kernels, driving: Tensor, driving_jacobian: Tensor, source: Tensor, source_jacobian: Tensor, grid: Tensor) -> Tensor:
    n = torch.size(driving, 0)
    k = torch.size(driving, 1)
    a = torch.select(torch.select(driving_jacobian, 3, 0), 2, 0)
    b = torch.select(torch.select(driving_jacobian, 3, 1), 2, 0)
    c = torch.select(torch.select(driving_jacobian, 3, 0), 2, 1)
    d = torch.select(torch.select(driving_jacobian, 3, 1), 2, 1)
    det = torch.sub(torch.mul(a, d), torch.mul(b, c))
    top = torch.stack([torch.div(d, det), torch.neg(torch.div(b, det))], 2)
    bottom = torch.stack([torch.neg(torch.div(c, det)), torch.div(a, det)], 2)
    j = torch.matmul(source_jacobian, torch.stack([top, bottom], 2))
    h = torch.size(grid, 0)
    w = torch.size(grid, 1)
    offset = torch.sub(torch.view(grid, [1, 1, -1, 2]), torch.unsqueeze(driving, 2))
    moved = torch.add(torch.matmul(offset, torch.transpose(j, 2, 3)), torch.unsqueeze(source, 2))
    identity = torch.expand(torch.view(grid, [1, 1, -1, 2]), [n, 1, -1, 2])
    return torch.view(torch.cat([identity, moved], 1), [n, torch.add(k, 1), h, w, 2])
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
    weighted = torch.mul(torch.unsqueeze(mask, 4), motion)
    return torch.contiguous(torch.sum(weighted, [1]))
  def resize_grid(self: __torch__.Kernels, grid: Tensor, height: int, width: int, align: bool) -> Tensor:
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
    y = torch.scaled_dot_product_attention(q, torch.expand(k, [n, h, m, d]), torch.expand(v, [n, h, m, d]))
    return torch.linear(torch.flatten(torch.transpose(y, 1, 2), 2), w, b)
  def multi_head_masked(self: __torch__.Kernels, q: Tensor, k: Tensor, v: Tensor, w: Tensor, b: Tensor, ignored: Tensor) -> Tensor:
    some = torch.sub(1., torch.prod(ignored, 1, True))
    bias = torch.masked_fill(torch.zeros_like(ignored), torch.gt(torch.mul(ignored, some), 0.5), -inf)
    mask = torch.to(torch.unsqueeze(torch.unsqueeze(bias, 1), 1), ops.prim.dtype(q))
    y = torch.scaled_dot_product_attention(q, k, v, mask)
    return torch.linear(torch.flatten(torch.transpose(y, 1, 2), 2), w, b)
  def outside(self: __torch__.Kernels, flow: Tensor) -> Tensor:
    return torch.to(torch.flatten(torch.any(torch.gt(torch.abs(flow), 1.), 3), 1), 6)
  def residual_flow(self: __torch__.Kernels, flow: Tensor, grid: Tensor, pixels: float) -> Tensor:
    return torch.contiguous(torch.permute(torch.mul(torch.sub(flow, grid), pixels), [0, 3, 1, 2]))
  def add_flow(self: __torch__.Kernels, flow: Tensor, change: Tensor, pixels: float) -> Tensor:
    c = torch.div(torch.permute(torch.to(change, 6), [0, 2, 3, 1]), pixels)
    return torch.contiguous(torch.add(flow, c))
  def add_occlusion(self: __torch__.Kernels, occlusion: Tensor, change: Tensor) -> Tensor:
    return torch.sigmoid(torch.add(occlusion, torch.to(change, 6)))
  def scale_shift(self: __torch__.Kernels, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    return torch.add(torch.addcmul(x, x, scale), shift)
