using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>Keys and values of one attention layer, (B, H, L, d_kv) each.</summary>
internal readonly record struct KeyValue(Tensor Key, Tensor Value);
