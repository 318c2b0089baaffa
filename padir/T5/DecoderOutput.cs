using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>Which positions of its input the decoder attends to.</summary>
public enum DecoderMode
{
    /// <summary>
    /// Autoregressive: each position attends to itself and to earlier positions, with causal buckets of relative position. The inputs are
    /// the target shifted by one position. Padding may only follow the target.
    /// </summary>
    Causal,

    /// <summary>
    /// Parallel: each position attends to all positions without padding, with bidirectional buckets of relative position.
    /// </summary>
    Parallel,
}

/// <summary>The result of a decoder run.</summary>
/// <param name="States">The decoder's last states, (B, L, d), from which logits and other heads are computed.</param>
/// <param name="Maps">The attention maps; null if they were not requested.</param>
public sealed record DecoderOutput(Tensor States, AttentionMaps? Maps);
