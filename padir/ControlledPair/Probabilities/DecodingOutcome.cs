namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// The exact outcome of decoding from exact conditionals, given source and length. At each step the positions of a block are drawn
/// independently, each from its conditional given the visible tokens, so that the outputs have the distribution q(x) = ∏_steps ∏_{i in
/// block} p(x_i | visible).
/// </summary>
/// <param name="Loss">
/// KL(p ‖ q) in nats: the conditional total correlations of the blocks, summed over the steps and averaged under p.
/// </param>
/// <param name="ValidProbability">Σ q(x) over the valid translations. All other outputs of a single step mix modes.</param>
public sealed record DecodingOutcome(double Loss, double ValidProbability)
{
    /// <summary>
    /// Computes the outcome by following every valid translation through the decoder, in at most as many branches as there
    /// are translations.
    /// </summary>
    /// <param name="translations">The distribution p.</param>
    /// <param name="rule">The rule that chooses the positions of each step.</param>
    /// <exception cref="ArgumentException">The rule returns a position that is not hidden, a position twice, or none.</exception>
    public static DecodingOutcome Of(FixedLengthTranslations translations, RevealRule rule)
    {
        ArgumentNullException.ThrowIfNull(translations);
        ArgumentNullException.ThrowIfNull(rule);
        var pattern = new int[translations.Length];
        Array.Fill(pattern, FixedLengthTranslations.Hidden);
        return From(translations, pattern, rule, 0);
    }

    private static DecodingOutcome From(FixedLengthTranslations conditional, int[] pattern, RevealRule rule, int step)
    {
        int[] hidden = [.. Enumerable.Range(0, pattern.Length).Where(i => pattern[i] == FixedLengthTranslations.Hidden)];
        if (hidden.Length == 0)
        {
            return new DecodingOutcome(0, 1);
        }

        var block = rule(conditional, hidden, step);
        if (block.Count == 0 || block.Distinct().Count() != block.Count || block.Except(hidden).Any())
        {
            throw new ArgumentException(
                $"Step {step} is to fill positions [{string.Join(", ", block)}]; hidden are [{string.Join(", ", hidden)}].", nameof(rule));
        }

        double loss = 0, valid = 0;
        foreach (
            var branch in conditional.Translations.GroupBy<Translation,
            IReadOnlyList<int>>(item => [.. block.Select(i => item.Tokens[i])], TokenComparer.Instance))
        {
            var next = (int[])pattern.Clone();
            double joint = branch.Sum(item => item.Probability), product = 1;
            for (var k = 0; k < block.Count; k++)
            {
                next[block[k]] = branch.Key[k];
                product *= conditional.Marginals[block[k]][branch.Key[k]];
            }

            var rest = From(new FixedLengthTranslations([.. branch]), next, rule, step + 1);
            loss += joint * (Math.Log(joint / product) + rest.Loss);
            valid += product * rest.ValidProbability;
        }

        return new DecodingOutcome(Math.Max(0, loss), valid); // A divergence is at least 0; smaller values are rounding noise.
    }
}
