namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// The distribution p(x₁ … x_L | source, L) over the targets of one length. Conditioning it on visible tokens gives another object of this
/// class, which has the conditional entropies and marginals. All entropies are in nats.
/// </summary>
public sealed class FixedLengthTranslations
{
    /// <summary>In a pattern, marks a token that is not visible.</summary>
    public const int Hidden = -1;

    private readonly Lazy<IReadOnlyDictionary<int, double>[]> _marginals;

    internal FixedLengthTranslations(IReadOnlyCollection<Translation> weighted)
    {
        var total = weighted.Sum(item => item.Probability);
        Translations = [.. weighted.Select(item => item with { Probability = item.Probability / total })];
        _marginals = new(() => [.. Enumerable.Range(0, Length).Select(Marginal)]);
    }

    /// <summary>The targets with their probabilities, which sum to 1; the likeliest first.</summary>
    public IReadOnlyList<Translation> Translations { get; }

    /// <summary>L, the number of tokens of each target.</summary>
    public int Length => Translations[0].Tokens.Count;

    /// <summary>
    /// p(x_i) for every position i: the possible tokens and their probabilities. In a conditioned distribution, they are given the
    /// visible tokens.
    /// </summary>
    public IReadOnlyList<IReadOnlyDictionary<int, double>> Marginals => _marginals.Value;

    /// <summary>H(X) = −Σ p ln p.</summary>
    public double Entropy => EntropyOf(Translations.Select(item => item.Probability));

    /// <summary>H(X_i).</summary>
    public double PositionEntropy(int position) => EntropyOf(Marginals[position].Values);

    /// <summary>The mutual information of two positions, I(X_i; X_j) = H(X_i) + H(X_j) − H(X_i, X_j). For i = j it is H(X_i).</summary>
    public double MutualInformation(int i, int j) => Math.Max(0, PositionEntropy(i) + PositionEntropy(j)
        - EntropyOf(Translations.GroupBy(item => (item.Tokens[i], item.Tokens[j]), (_, group) => group.Sum(item => item.Probability))));

    /// <summary>
    /// The total correlation Σ_i H(X_i) − H(X) = KL(p ‖ ∏ p(x_i)), which is the loss of decoding all hidden positions at once, each from
    /// its own conditional. Visible positions add 0.
    /// </summary>
    public double TotalCorrelation => Math.Max(0, Enumerable.Range(0, Length).Sum(PositionEntropy) - Entropy);

    /// <summary>
    /// Conditions on the visible tokens of a pattern, which has <see cref="Hidden"/> elsewhere; null if no translation has these tokens.
    /// </summary>
    /// <exception cref="ArgumentException">The pattern has another length.</exception>
    public FixedLengthTranslations? Given(ReadOnlySpan<int> pattern)
    {
        CheckLength(pattern);
        var agreeing = new List<Translation>();
        foreach (var translation in Translations)
        {
            if (Disagreements(translation, pattern) == 0)
            {
                agreeing.Add(translation);
            }
        }

        return agreeing.Count == 0 ? null : new FixedLengthTranslations(agreeing);
    }

    /// <summary>
    /// Conditions on visible tokens of which each is wrong with a probability ε → 0: only the translations that disagree with the pattern
    /// in the fewest positions remain. It equals <see cref="Given"/> if that is not null, and always exists.
    /// </summary>
    /// <exception cref="ArgumentException">The pattern has another length.</exception>
    public FixedLengthTranslations GivenNearly(ReadOnlySpan<int> pattern)
    {
        CheckLength(pattern);
        var nearest = new List<Translation>();
        var fewest = int.MaxValue;
        foreach (var translation in Translations)
        {
            var disagreements = Disagreements(translation, pattern);
            if (disagreements < fewest)
            {
                fewest = disagreements;
                nearest.Clear();
            }

            if (disagreements == fewest)
            {
                nearest.Add(translation);
            }
        }

        return new FixedLengthTranslations(nearest);
    }

    private static double EntropyOf(IEnumerable<double> probabilities) => -probabilities.Sum(p => p * Math.Log(p));

    private static int Disagreements(Translation translation, ReadOnlySpan<int> pattern)
    {
        var count = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            count += pattern[i] != Hidden && pattern[i] != translation.Tokens[i] ? 1 : 0;
        }

        return count;
    }

    private Dictionary<int, double> Marginal(int position)
    {
        var marginal = new Dictionary<int, double>();
        foreach (var (tokens, probability) in Translations)
        {
            marginal[tokens[position]] = marginal.GetValueOrDefault(tokens[position]) + probability;
        }

        if (marginal.Count == 1)
        {
            marginal[Translations[0].Tokens[position]] = 1; // exactly 1, without rounding error
        }

        return marginal;
    }

    private void CheckLength(ReadOnlySpan<int> pattern)
    {
        if (pattern.Length != Length)
        {
            throw new ArgumentException($"The pattern has {pattern.Length} positions, the translations have {Length}.", nameof(pattern));
        }
    }
}
