using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gmlm.Padir.Lengths;

/// <summary>
/// Predicts from the encoder's states how many words a translation has. In training the decoder is given the gold length, and the predictor
/// is trained with a loss of its own. Lengths are in words, without the end token.
/// </summary>
public abstract class LengthPredictor(string name) : Module(name)
{
    /// <summary>
    /// The predictor that a configuration names, with random weights; null for gold lengths, for a canvas, and for the
    /// autoregressive baseline.
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

    /// <summary>
    /// The candidate lengths of each source, the likeliest first: <see cref="DecodingOptions.TopKLengths"/> of them, each with
    /// its neighbours.
    /// </summary>
    /// <param name="source">B encoded sources.</param>
    /// <param name="options">The number of candidate lengths, and the longest for any source.</param>
    /// <param name="longest">The longest for each source, where it is less.</param>
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
