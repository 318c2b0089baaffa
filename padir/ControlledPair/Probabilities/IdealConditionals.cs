namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// What a perfect network would say: exact log p(token at position | source, length, visible tokens). A decoding loop that takes its
/// logits from here in place of the network shows the loss of the method without the error of a model.
/// </summary>
public sealed class IdealConditionals(ControlledGrammar grammar)
{
    /// <summary>
    /// log p(length | source) at index length, −∞ where no translation has it: in place of the length predictor. Without end of sentence.
    /// </summary>
    /// <param name="source">Token ids, without end of sentence.</param>
    /// <returns>25 values, for lengths 0 … 24.</returns>
    /// <exception cref="ArgumentException">Not a source of the grammar.</exception>
    public float[] LengthLogProbabilities(ReadOnlySpan<int> source)
    {
        var log = new float[ControlledGrammar.LongestSentence + 1];
        Array.Fill(log, float.NegativeInfinity);
        foreach (var (length, probability) in grammar.Translations(source).Lengths)
        {
            log[length] = (float)Math.Log(probability);
        }

        return log;
    }

    /// <summary>
    /// Fills in the log-probabilities of all positions, visible ones included: a visible token that some translation bears out has
    /// log-probability 0.
    /// Where no translation has all the visible tokens, some of them must be wrong, and the conditional is that of
    /// <see cref="FixedLengthTranslations.GivenNearly"/>: the translations that agree with the most of them.
    /// </summary>
    /// <param name="source">Token ids, without end of sentence.</param>
    /// <param name="target">
    /// Words, and masks where hidden; a position-specific mask counts as a mask. The length is that before the first end of sentence, if
    /// there is one; it and the padding after it have log-probability 0.
    /// </param>
    /// <param name="logProbabilities">target.Length × vocabulary, one row per position.</param>
    /// <exception cref="ArgumentException">Not a source of the grammar, no translation of this length, or a span of another
    /// size.</exception>
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
