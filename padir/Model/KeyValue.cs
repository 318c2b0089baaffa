using static TorchSharp.torch;

namespace Gmlm.Padir.Model;

/// <summary>Keys and values of one attention layer, (B, H, L, d_kv) each.</summary>
internal readonly record struct KeyValue(Tensor Key, Tensor Value);
