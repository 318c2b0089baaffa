namespace Gmlm.Padir.ControlledPair;

/// <summary>A target as token ids, without end token, and its probability.</summary>
public sealed record Translation(IReadOnlyList<int> Tokens, double Probability);

/// <summary>The kinds of outputs for a source.</summary>
public enum OutputKind
{
    /// <summary>One of the valid translations.</summary>
    Valid,

    /// <summary>Not valid, but every token is at its position in some valid translation of the output's length.</summary>
    ModeMixing,

    /// <summary>A length that no valid translation has, or a token that none has at its position.</summary>
    OtherError,
}

/// <summary>
/// p(target | source) as a finite list: distinct targets, likeliest first (ties: by token ids), probabilities that sum to 1.
/// </summary>
public sealed class TranslationDistribution
{
    /// <summary>Makes a distribution from weights, which are normalised. Equal targets are merged, and weights of 0 dropped.</summary>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or no weight is positive.</exception>
    public TranslationDistribution(IEnumerable<Translation> weighted)
    {
        var merged = new Dictionary<IReadOnlyList<int>, double>(TokenComparer.Instance);
        foreach (var (tokens, weight) in weighted)
        {
            if (!double.IsFinite(weight) || weight < 0)
            {
                throw new ArgumentException($"A translation has weight {weight}.", nameof(weighted));
            }

            merged[tokens] = merged.GetValueOrDefault(tokens) + weight;
        }

        var total = merged.Values.Sum();
        if (total <= 0)
        {
            throw new ArgumentException("A distribution over translations needs one of positive weight.", nameof(weighted));
        }

        Translations =
        [
            .. merged.Where(item => item.Value > 0)
                .Select(item => new Translation(item.Key, item.Value / total))
                .OrderByDescending(item => item.Probability)
                .ThenBy(item => item.Tokens, TokenComparer.Instance),
        ];
    }

    /// <summary>Returns the empirical distribution of outputs, for example of a teacher's.</summary>
    public static TranslationDistribution Of(IEnumerable<IReadOnlyList<int>> outputs) =>
        new(outputs.Select(tokens => new Translation(tokens, 1)));

    /// <summary>The targets, likeliest first.</summary>
    public IReadOnlyList<Translation> Translations { get; }

    /// <summary>The likeliest target.</summary>
    public Translation Mode => Translations[0];

    /// <summary>p(length), by length.</summary>
    public IReadOnlyDictionary<int, double> Lengths => new SortedDictionary<int, double>(
        Translations.GroupBy(item => item.Tokens.Count).ToDictionary(group => group.Key, group => group.Sum(item => item.Probability)));

    /// <summary>H = −Σ p ln p, in nats.</summary>
    public double Entropy => -Translations.Sum(item => item.Probability * Math.Log(item.Probability));

    /// <summary>Conditions on a length; null if no target has it.</summary>
    public FixedLengthTranslations? GivenLength(int length)
    {
        var matching = Translations.Where(item => item.Tokens.Count == length).ToList();
        return matching.Count == 0 ? null : new FixedLengthTranslations(matching);
    }

    /// <summary>The probability of a target; 0 for one that is not valid.</summary>
    public double Probability(ReadOnlySpan<int> target)
    {
        foreach (var (tokens, probability) in Translations)
        {
            if (TokenComparer.Equal(tokens, target))
            {
                return probability;
            }
        }

        return 0;
    }

    /// <summary>Whether a target is valid.</summary>
    public bool Contains(ReadOnlySpan<int> target) => Probability(target) > 0;

    /// <summary>Classifies an output, given without end token and padding.</summary>
    public OutputKind Classify(ReadOnlySpan<int> output)
    {
        if (Contains(output))
        {
            return OutputKind.Valid;
        }

        if (GivenLength(output.Length) is not { } given)
        {
            return OutputKind.OtherError;
        }

        for (var i = 0; i < output.Length; i++)
        {
            if (!given.Marginals[i].ContainsKey(output[i]))
            {
                return OutputKind.OtherError;
            }
        }

        return OutputKind.ModeMixing;
    }
}
