namespace Gmlm.Padir.ControlledPair;

/// <summary>Decides which hidden positions a decoder fills next.</summary>
/// <param name="conditional">The distribution given all that is visible.</param>
/// <param name="hidden">The hidden positions in ascending order; at least one.</param>
/// <param name="step">The number of the step, from 0.</param>
/// <returns>At least one of the hidden positions, each at most once.</returns>
public delegate IReadOnlyList<int> RevealRule(FixedLengthTranslations conditional, IReadOnlyList<int> hidden, int step);

/// <summary>The rules of one-shot and of easy-first decoding.</summary>
public static class RevealRules
{
    /// <summary>One-shot decoding: all positions at once.</summary>
    public static RevealRule OneShot => (_, hidden, _) => hidden;

    /// <summary>
    /// Easy-first decoding: the positions whose likeliest token is most probable, at each step as many as a schedule of
    /// <paramref name="steps"/> equal steps prescribes; of equally probable ones the leftmost.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no step.</exception>
    public static RevealRule EasyFirst(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return (conditional, hidden, step) =>
        {
            var stillHidden = conditional.Length * Math.Max(0, steps - step - 1) / steps;
            var count = Math.Clamp(hidden.Count - stillHidden, 1, hidden.Count);
            // Rounds, because sums of the same probabilities in another order differ in the last digits.
            return [.. hidden.OrderByDescending(i => Math.Round(conditional.Marginals[i].Values.Max(), 12)).ThenBy(i => i).Take(count)];
        };
    }
}
