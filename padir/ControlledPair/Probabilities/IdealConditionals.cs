namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// The exact conditionals log p(token at position | source, length, visible tokens), in place of a network's. A decoding loop with these
/// logits shows the loss of the decoding method without model error.
/// </summary>
public sealed class IdealConditionals(ControlledGrammar grammar)
{
    /// <summary>
    /// Computes the log-probabilities at all positions, including visible ones, whose token has log-probability 0 if a translation agrees
    /// with it. If no translation has all visible tokens, the conditional is that of <see cref="FixedLengthTranslations.GivenNearly"/>:
    /// over the translations that agree with the largest number of them.
    /// </summary>
    /// <param name="source">Token ids, without end of sentence.</param>
    /// <param name="target">
    /// Words and masks, which may be position-specific. The length counts the tokens before the first end token, if there is one; end token
    /// and padding have log-probability 0.
    /// </param>
    /// <param name="logProbabilities">Receives the log-probabilities: target.Length × vocabulary size, one row for each position.</param>
    /// <exception cref="ArgumentException">
    /// Not a source of the grammar, no translation of this length, or a span of another size.
    /// </exception>
    public void LogProbabilities(ReadOnlySpan<int> source, ReadOnlySpan<int> target, Span<float> logProbabilities)
    {
        var (vocabulary, width) = (grammar.Vocabulary, grammar.Vocabulary.Count);
        if (logProbabilities.Length != target.Length * width)
        {
            throw new ArgumentException(
                $"{target.Length} positions × {width} ids need {target.Length * width} values, not {logProbabilities.Length}.",
                nameof(logProbabilities));
        }

        var end = target.IndexOf(PairVocabulary.Eos);
        var length = end < 0 ? target.Length : end;
        var translations = grammar.Translations(source, length)
            ?? throw new ArgumentException($"The source has no translation of {length} tokens.", nameof(target));
        var pattern = new int[length];
        for (var i = 0; i < length; i++)
        {
            pattern[i] = vocabulary.IsMask(target[i]) ? FixedLengthTranslations.Hidden : target[i];
        }

        logProbabilities.Fill(float.NegativeInfinity);
        var conditional = translations.GivenNearly(pattern);
        for (var i = 0; i < length; i++)
        {
            foreach (var (token, probability) in conditional.Marginals[i])
            {
                logProbabilities[i * width + token] = (float)Math.Log(probability);
            }
        }

        for (var i = length; i < target.Length; i++)
        {
            logProbabilities[i * width + (i == length ? PairVocabulary.Eos : PairVocabulary.Pad)] = 0;
        }
    }
}
