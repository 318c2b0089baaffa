namespace Gmlm.Theory.Distributions;

/// <summary>
/// Conditionals p_i(x_i given x_{−i}) of single positions, each a distribution, which need not belong to one joint distribution: what a
/// masked language model with one mask at a time is. Positive ones fit a joint distribution if and only if the sum of the four log-ratios
/// around every rectangle is zero: from (a, c) to (b, c), (b, d), (a, d) and back, where x_i moves between a and b, x_j between c and d,
/// and the other positions stay (cf. Hobert and Casella 1998).
/// </summary>
public sealed class SiteConditionals
{
    private const double SumTo1 = 1e-9;

    // Defects that differ by less are the same but for rounding.
    private const double Same = 1e-12;

    private readonly double[][] _tables;

    /// <summary>From tables.</summary>
    /// <param name="space">Ω^N.</param>
    /// <param name="tables">[i][x] = p_i(x_i given x_{−i}), N × q^N.</param>
    /// <exception cref="ArgumentException">A table has another size, or a conditional is not a distribution.</exception>
    public SiteConditionals(StateSpace space, double[][] tables)
    {
        if (tables.Length != space.Length || tables.Any(table => table.Length != space.Count))
        {
            throw new ArgumentException($"{space.Length} tables of {space.Count} numbers expected", nameof(tables));
        }

        for (var i = 0; i < space.Length; i++)
        {
            foreach (var first in space.Bases(1 << i))
            {
                var row = space.Offsets(1 << i).Select(offset => tables[i][first + offset]).ToArray();
                if (!row.All(value => value >= 0) || !(Math.Abs(row.Sum() - 1) <= SumTo1))
                {
                    throw new ArgumentException($"the conditional of position {i} at state {first} is no distribution", nameof(tables));
                }
            }
        }

        (Space, _tables) = (space, tables);
    }

    /// <summary>Ω^N.</summary>
    public StateSpace Space { get; }

    /// <summary>p_i(x_i given x_{−i}).</summary>
    public double this[int position, int state] => _tables[position][state];

    /// <summary>Those of a joint distribution, which is positive.</summary>
    public static SiteConditionals Of(FiniteDistribution distribution) => new(
        distribution.Space, [.. Enumerable.Range(0, distribution.Space.Length).Select(i => Conditionals.Of(distribution, 1 << i))]);

    /// <summary>
    /// The rectangle with the largest |sum of the four log-ratios|, of those whose probabilities are positive; the first of equal ones, in
    /// the order of i &lt; j, of a &lt; b and c &lt; d, and of the others. Null where there is no such rectangle.
    /// </summary>
    public RectangleDefect? LargestDefect()
    {
        RectangleDefect? largest = null;
        for (var i = 0; i < Space.Length; i++)
        {
            for (var j = i + 1; j < Space.Length; j++)
            {
                foreach (var (a, b) in Pairs())
                {
                    foreach (var (c, d) in Pairs())
                    {
                        foreach (var others in InOrder(i, j))
                        {
                            var defect = Math.Abs(Around(others, (i, a, b), (j, c, d)));
                            if (double.IsFinite(defect) && !(defect <= (largest?.Defect + Same ?? -1)))
                            {
                                largest = new RectangleDefect(defect, (i, j), (a, b), (c, d), others);
                            }
                        }
                    }
                }
            }
        }

        return largest;
    }

    /// <summary>The kernel of random-scan Glauber dynamics: draw i uniformly, then x_i from its conditional; q^N × q^N.</summary>
    public double[,] Glauber()
    {
        var kernel = new double[Space.Count, Space.Count];
        for (var i = 0; i < Space.Length; i++)
        {
            foreach (var first in Space.Bases(1 << i))
            {
                foreach (var from in Space.Offsets(1 << i))
                {
                    foreach (var to in Space.Offsets(1 << i))
                    {
                        kernel[first + from, first + to] += _tables[i][first + to] / Space.Length;
                    }
                }
            }
        }

        return kernel;
    }

    private IEnumerable<(int, int)> Pairs() =>
        from low in Enumerable.Range(0, Space.Alphabet) from high in Enumerable.Range(low + 1, Space.Alphabet - low - 1) select (low, high);

    // The states with x_i = x_j = 0 in the lexicographic order of the others, in which the last position varies fastest.
    private IEnumerable<int> InOrder(int i, int j)
    {
        int[] others = [.. Enumerable.Range(0, Space.Length).Where(position => position != i && position != j)];
        var count = 1;
        foreach (var _ in others)
        {
            count *= Space.Alphabet;
        }

        for (var index = 0; index < count; index++)
        {
            var (state, rest) = (0, index);
            for (var k = others.Length - 1; k >= 0; k--, rest /= Space.Alphabet)
            {
                state += rest % Space.Alphabet * Space.Power(others[k]);
            }

            yield return state;
        }
    }

    // Not finite where a probability is zero.
    private double Around(int others, (int Position, int From, int To) first, (int Position, int From, int To) second)
    {
        int At(int x, int y) => others + (x * Space.Power(first.Position)) + (y * Space.Power(second.Position));
        var (a, b, c, d) = (first.From, first.To, second.From, second.To);
        double[] i = _tables[first.Position], j = _tables[second.Position];
        return Math.Log(i[At(b, c)] / i[At(a, c)])
            + Math.Log(j[At(b, d)] / j[At(b, c)])
            + Math.Log(i[At(a, d)] / i[At(b, d)])
            + Math.Log(j[At(a, c)] / j[At(a, d)]);
    }
}

/// <summary>A rectangle around which conditionals do not close.</summary>
/// <param name="Defect">|sum of the four log-ratios|, in nats.</param>
/// <param name="Positions">i &lt; j.</param>
/// <param name="First">a &lt; b, the values of x_i.</param>
/// <param name="Second">c &lt; d, the values of x_j.</param>
/// <param name="Others">The state of the other positions, with x_i = x_j = 0.</param>
public sealed record RectangleDefect(double Defect, (int I, int J) Positions, (int A, int B) First, (int C, int D) Second, int Others);
