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
