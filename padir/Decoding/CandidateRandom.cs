using Gmlm.Padir.ControlledPair;

namespace Gmlm.Padir.Decoding;

/// <summary>A candidate's own generator, so that what it draws does not depend on the batch it is in. SplitMix64, as <see cref="PairRandom"/>.</summary>
/// <param name="seed">Any value.</param>
public sealed class CandidateRandom(long seed) : Random(0)
{
    private readonly PairRandom _stream = new((ulong)seed);

    /// <inheritdoc/>
    public override double NextDouble() => _stream.NextUniform();

    /// <inheritdoc/>
    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxValue);
        return _stream.NextBelow(maxValue);
    }

    /// <inheritdoc/>
    protected override double Sample() => _stream.NextUniform(); // What the other members draw from.
}
