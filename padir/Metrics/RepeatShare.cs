namespace Gmlm.Padir.Metrics;

/// <summary>
/// <see cref="RepeatRate.TokenShare"/> in per cent as a corpus metric, so that <see cref="Bootstrap"/> tells whether one system repeats itself more than another: the
/// higher the worse. References are not looked at.
/// </summary>
/// <param name="period">How many tokens are repeated: 1 is stutter.</param>
/// <param name="tokenizer">What a token is.</param>
public sealed class RepeatShare(int period = 1, BleuTokenizer tokenizer = BleuTokenizer.Mteval13a) : TextMetric
{
    private readonly int _period = period >= 1 ? period : throw new ArgumentOutOfRangeException(nameof(period), period, "must be at least 1");

    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"repeats{_period}");

    internal override int Width => 2; // repeats, tokens

    internal override double Score(ReadOnlySpan<long> sums) => 100.0 * sums[0] / Math.Max(1, sums[1]);

    internal override void Count(string hypothesis, IReadOnlyList<string> references, Span<int> terms)
    {
        var tokens = tokenizer.Split(hypothesis);
        (terms[0], terms[1]) = (RepeatRate.Count(tokens, _period), tokens.Length);
    }

    /// <summary>No score of sacreBLEU's: only what this one depends on.</summary>
    internal override string Signature(string references) => FormattableString.Invariant($"period:{_period}|tok:{tokenizer.Name()}");
}
