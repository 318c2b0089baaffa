namespace Gmlm.Padir.Metrics;

/// <summary>
/// <see cref="RepeatRate.TokenShare"/> in percent as a corpus metric, so that <see cref="Bootstrap"/> can compare the repeats of two
/// systems.
/// A higher score is worse. The references are ignored.
/// </summary>
/// <param name="period">The number of tokens in the repeated block; 1 is stutter.</param>
/// <param name="tokenizer">How sentences are split into tokens.</param>
public sealed class RepeatShare(int period = 1, BleuTokenizer tokenizer = BleuTokenizer.Mteval13a) : TextMetric
{
    private readonly int _period = period >= 1
        ? period
        : throw new ArgumentOutOfRangeException(nameof(period), period, "must be at least 1");

    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"repeats{_period}");

    internal override int Width => 2; // repeats, tokens

    internal override double Score(ReadOnlySpan<long> sums) => 100.0 * sums[0] / Math.Max(1, sums[1]);

    internal override void Count(string hypothesis, IReadOnlyList<string> references, Span<int> terms)
    {
        var tokens = tokenizer.Split(hypothesis);
        (terms[0], terms[1]) = (RepeatRate.Count(tokens, _period), tokens.Length);
    }

    /// <summary>The settings that the score depends on, in the style of sacreBLEU, which has no such metric.</summary>
    internal override string Signature(string references) => FormattableString.Invariant($"period:{_period}|tok:{tokenizer.Name()}");
}
