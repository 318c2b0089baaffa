namespace Gmlm.Padir.ControlledPair;

/// <summary>Which hidden positions a decoder fills next.</summary>
/// <param name="conditional">The distribution given all that is visible.</param>
/// <param name="hidden">The positions still hidden, in ascending order; never empty.</param>
/// <param name="step">The number of the step, from 0.</param>
/// <returns>At least one of the hidden positions, none twice.</returns>
public delegate IReadOnlyList<int> RevealRule(FixedLengthTranslations conditional, IReadOnlyList<int> hidden, int step);

/// <summary>The rules there are.</summary>
public static class RevealRules
{
    /// <summary>All at once: one-shot decoding.</summary>
    public static RevealRule OneShot => (_, hidden, _) => hidden;

    /// <summary>From left to right, one by one: autoregressive decoding, without loss.</summary>
    public static RevealRule LeftToRight => (_, hidden, _) => [hidden[0]];

    /// <summary>A fixed partition, block by block.</summary>
    /// <param name="blocks">Blocks of positions that hold each position once.</param>
    public static RevealRule Partition(IReadOnlyList<IReadOnlyList<int>> blocks) => (_, _, step) => step < blocks.Count
        ? blocks[step]
        : throw new ArgumentException($"The partition's {blocks.Count} blocks leave a position out.", nameof(blocks));

    /// <summary>
    /// Easy first: the positions whose likeliest token is the surest, as many at each step as a schedule of <paramref name="steps"/> equal
    /// steps asks for; of equally sure ones the leftmost.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one step.</exception>
    public static RevealRule EasyFirst(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return (conditional, hidden, step) =>
        {
            var stillHidden = conditional.Length * Math.Max(0, steps - step - 1) / steps;
            var count = Math.Clamp(hidden.Count - stillHidden, 1, hidden.Count);
            // Sums of the same probabilities in another order differ in the last digits: such positions are equally sure.
            return [.. hidden.OrderByDescending(i => Math.Round(conditional.Marginals[i].Values.Max(), 12)).ThenBy(i => i).Take(count)];
        };
    }
}
