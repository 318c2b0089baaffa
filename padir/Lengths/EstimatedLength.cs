using Gmlm.Padir.Decoding;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using static TorchSharp.torch;

namespace Gmlm.Padir.Lengths;

/// <summary>
/// A predictor that estimates the length by one number and is trained by the squared error. It takes the lengths nearest to the estimate as
/// the likeliest.
/// </summary>
public abstract class EstimatedLength(string name) : LengthPredictor(name)
{
    /// <summary>The estimated lengths in words, (B).</summary>
    protected abstract Tensor Estimate(EncodedSource source);

    /// <inheritdoc/>
    public override Tensor Loss(EncodedSource source, Tensor lengths)
    {
        using var scope = NewDisposeScope();
        return (Estimate(source) - lengths).Squared().mean().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<IReadOnlyList<int>> Candidates(EncodedSource source, IReadOnlyList<DecodingOptions> options)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return
        [
            .. Estimate(source)
                .cpu()
                .data<float>()
                .ToArray()
                .Select((estimate, i) => (IReadOnlyList<int>)[.. Nearest(estimate, options[i])]),
        ];
    }

    private static IEnumerable<int> Nearest(float estimate, DecodingOptions options)
    {
        var rounded = (int)Math.Clamp(MathF.Round(estimate), 1, options.MaxLength);
        return Enumerable.Range(rounded - options.TopKLengths, (2 * options.TopKLengths) + 1)
            .Where(length => length >= 1 && length <= options.MaxLength)
            .OrderBy(length => Math.Abs(length - estimate)).ThenBy(length => length)
            .Take(options.TopKLengths)
            .SelectMany(length => LengthCandidates.Around(length, options))
            .Distinct();
    }
}
