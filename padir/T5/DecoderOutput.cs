using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>How the decoder looks at its own input.</summary>
public enum DecoderMode
{
    /// <summary>
    /// Autoregressive: each position sees itself and those before it, in causal buckets. Inputs are the target, moved by one. Padding may
    /// only follow the target.
    /// </summary>
    Causal,

    /// <summary>All at once: each position sees all that are no padding, in bidirectional buckets.</summary>
    Parallel,
}

/// <summary>What the decoder gives.</summary>
/// <param name="States">Its last states, (B, L, d): for the logits, or for other heads.</param>
/// <param name="Maps">Attention maps, when asked for.</param>
public sealed record DecoderOutput(Tensor States, AttentionMaps? Maps);
