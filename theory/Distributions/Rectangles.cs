namespace Gmlm.Theory.Distributions;

/// <summary>
/// Combinatorial rectangles A_1 × … × A_N: the sets of sequences that a product distribution can have as its support.
/// </summary>
public static class Rectangles
{
    /// <summary>The rectangle with the most sequences inside a set, by trying all (2^q − 1)^N of them; the first of equal ones.</summary>
    /// <param name="space">Ω^N.</param>
    /// <param name="inside">Whether a state belongs to the set; some does.</param>
    /// <returns>A_1, …, A_N, each a bit mask of symbols.</returns>
    /// <exception cref="ArgumentException">The set is empty, or is none of this space.</exception>
    public static int[] Largest(StateSpace space, IReadOnlyList<bool> inside)
    {
        if (inside.Count != space.Count || !inside.Contains(true))
        {
            throw new ArgumentException($"a set of some of {space.Count} states expected", nameof(inside));
        }

        var (largest, sides) = (Array.Empty<int>(), new int[space.Length]);
        Extend(0, [0]);
        return largest;

        // The states of the sides so far, with zeros behind them.
        void Extend(int position, int[] states)
        {
            if (position == space.Length)
            {
                if (states.All(x => inside[x]) && Size(sides) > (largest.Length == 0 ? 0 : Size(largest)))
                {
                    largest = [.. sides];
                }

                return;
            }

            for (var side = 1; side < 1 << space.Alphabet; side++)
            {
                sides[position] = side;
                Extend(position + 1, [.. from symbol in Symbols(side) from x in states select x + (symbol * space.Power(position))]);
            }
        }
    }

    /// <summary>The number of sequences of a rectangle.</summary>
    public static int Size(IReadOnlyList<int> sides) => sides.Aggregate(1, (size, side) => size * int.PopCount(side));

    /// <summary>The product distribution whose factors are proportional to weights.</summary>
    /// <param name="space">Ω^N.</param>
    /// <param name="weights">[i][a] ≥ 0, some of each position positive.</param>
    public static FiniteDistribution Product(StateSpace space, IReadOnlyList<double[]> weights) => FiniteDistribution.FromWeights(
        space,
        [
            .. Enumerable.Range(0, space.Count).Select(x =>
                Enumerable.Range(0, space.Length).Aggregate(1.0, (product, i) => product * weights[i][space.Symbol(x, i)])),
        ]);

    /// <summary>The symbols of a side.</summary>
    public static IEnumerable<int> Symbols(int side) => Enumerable.Range(0, 31).Where(symbol => (side >> symbol & 1) != 0);
}
