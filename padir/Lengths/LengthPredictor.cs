using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.Lengths;

/// <summary>
/// Predicts how many words a translation has, from the encoder's states. In training the decoder gets the gold length, and the predictor is
/// trained beside it; lengths are in words, without the end.
/// </summary>
public abstract class LengthPredictor(string name) : Module(name)
{
    /// <summary>
    /// The predictor of a configuration, with random weights; null for gold lengths, on a canvas, and for the autoregressive baseline.
    /// </summary>
    public static LengthPredictor? Of(PadirConfig config, long seed) => (config.Decoder, config.Lengths.Predictor) switch
    {
        (DecoderMode.Causal, _) or (_, LengthPredictorKind.Oracle or LengthPredictorKind.Canvas) => null,
        (_, LengthPredictorKind.Token) => new TokenLength(config.Network.Width, config.Lengths.MaxLength, seed),
        (_, LengthPredictorKind.Affine) => new AffineLength(),
        _ => new FertilityLength(config.Network.Width, config.Lengths.FertilityRange, seed),
    };

    /// <summary>The mean loss over a batch, a scalar with its gradient.</summary>
    /// <param name="source">B encoded sources.</param>
    /// <param name="lengths">The gold lengths, int64 (B).</param>
    public abstract Tensor Loss(EncodedSource source, Tensor lengths);

    /// <summary>The lengths to try for each source, the likeliest first: top_k_lengths of them, each with its neighbours.</summary>
    /// <param name="source">B encoded sources.</param>
    /// <param name="options">How many, and the longest of all.</param>
    /// <param name="longest">For each source, the longest, where that is less.</param>
    public IReadOnlyList<IReadOnlyList<int>> Candidates(
        EncodedSource source, DecodingOptions options, IReadOnlyList<int>? longest = null) =>
        Candidates(
            source,
            [
                .. Enumerable.Range(0, source.Rows)
                    .Select(i => options with { MaxLength = Math.Min(options.MaxLength, longest?[i] ?? int.MaxValue) }),
            ]);

    // The options of each source.
    internal abstract IReadOnlyList<IReadOnlyList<int>> Candidates(EncodedSource source, IReadOnlyList<DecodingOptions> options);
}
