namespace Gmlm.Padir.Canvas;

/// <summary>
/// All alignments of a target y of U words with a canvas of T cells, and their sum. Cells are independent given the source and what is
/// revealed, so
/// <code>p(y) = Σ over cells a with text y of Π_t q_t(a_t),   ln p(y) by forward–backward over 2U + 1 states,</code>
/// where state 2u + 1 says "word u" and state 2u "a blank after u words". A cell stays in its state, goes to the next one, or leaves out a
/// blank where the words on both sides differ. A revealed cell is what it is: only states that say the same are left, with weight one.
/// Time and memory are O(T U).
/// </summary>
public sealed class AlignmentLattice
{
    /// <summary>In what is revealed: a cell that is still open.</summary>
    public const int Open = -1;

    private readonly int[] _words;
    private readonly double[,] _weights, _forward, _backward;
    private readonly int _cells, _states;

    /// <summary>Runs the recursions.</summary>
    /// <param name="q">The model's cells; T cells, U words.</param>
    /// <param name="words">The target's ids, U of them; none is the blank.</param>
    /// <param name="blank">The blank's id.</param>
    /// <param name="revealed">By cell the id that is seen there, or <see cref="Open"/>; empty where nothing is.</param>
    /// <param name="prior">Weighs the alignments.</param>
    /// <exception cref="ArgumentException">The sizes do not fit one another.</exception>
    public AlignmentLattice(
        CellProbabilities q, ReadOnlySpan<int> words, int blank, ReadOnlySpan<int> revealed = default, DiagonalPrior prior = default)
    {
        ArgumentNullException.ThrowIfNull(q);
        _words = words.ToArray();
        (_cells, _states) = (q.Blank.Length, (2 * words.Length) + 1);
        if (q.Words.GetLength(0) != _cells || q.Words.GetLength(1) != words.Length || (revealed.Length > 0 && revealed.Length != _cells))
        {
            throw new ArgumentException(
                $"{_cells} blanks, {q.Words.GetLength(0)} × {q.Words.GetLength(1)} words, {words.Length} words of the target and "
                + $"{revealed.Length} revealed cells do not fit one another");
        }

        _weights = new double[_cells, _states];
        for (var t = 0; t < _cells; t++)
        {
            for (var s = 0; s < _states; s++)
            {
                var id = IsWord(s) ? words[s / 2] : blank;
                var seen = revealed.Length > 0 ? revealed[t] : Open;
                var said = seen != Open ? (seen == id ? 0 : double.NegativeInfinity) : IsWord(s) ? q.Words[t, s / 2] : q.Blank[t];
                _weights[t, s] = said + prior.LogWeight(t, _cells, s, _states);
            }
        }

        (_forward, _backward) = (Forward(), Backward());
        LogLikelihood = LogAdd(End(_states - 1), _states > 1 ? End(_states - 2) : double.NegativeInfinity);

        double End(int state) => _cells > 0 ? _forward[_cells - 1, state] : double.NegativeInfinity;
    }

    /// <summary>ln p(y); minus infinity where no alignment fits: too few cells, or revealed cells that contradict the target.</summary>
    public double LogLikelihood { get; }

    /// <summary>
    /// The probability that a cell says each word, given the target: T × (U + 1), the blank in the last column; rows sum to one. It is the
    /// gradient of ln p(y) with respect to ln q_t. Asked only where an alignment fits.
    /// </summary>
    public double[,] Occupancy()
    {
        var (occupancy, blanks) = (new double[_cells, _words.Length + 1], _words.Length);
        for (var t = 0; t < _cells; t++)
        {
            for (var s = 0; s < _states; s++)
            {
                occupancy[t, IsWord(s) ? s / 2 : blanks] += Math.Exp(_forward[t, s] + _backward[t, s] - LogLikelihood);
            }
        }

        return occupancy;
    }

    /// <summary>Draws an alignment from the posterior, from the last cell back: by cell a place in the target, or U for a blank.</summary>
    /// <param name="uniform">Gives independent numbers, uniform on [0, 1).</param>
    public int[] Sample(Func<double> uniform)
    {
        ArgumentNullException.ThrowIfNull(uniform);
        var places = new int[_cells];
        var after = _states;
        for (var t = _cells - 1; t >= 0; t--)
        {
            int[] possible = [.. Before(after).Where(s => _forward[t, s] > double.NegativeInfinity)];
            var total = possible.Aggregate(double.NegativeInfinity, (sum, s) => LogAdd(sum, _forward[t, s]));
            var left = uniform();
            var chosen = possible[^1];
            foreach (var s in possible)
            {
                left -= Math.Exp(_forward[t, s] - total);
                if (left < 0)
                {
                    chosen = s;
                    break;
                }
            }

            places[t] = IsWord(chosen) ? chosen / 2 : _words.Length;
            after = chosen;
        }

        return places;
    }

    private static bool IsWord(int state) => (state & 1) == 1;

    // The states that may stand in the cell before one in the given state: itself, the one before it, and the one before that where a
    // blank may be left out between two words that differ. _states is the end, behind the last cell.
    private IEnumerable<int> Before(int state)
    {
        int[] steps = [0, 1, 2];
        return steps.Where(step => state - step >= 0 && state - step < _states && (step < 2 || MaySkip(state)))
            .Select(step => state - step);
    }

    // Equal neighbours would join without the blank between them. Before the end, a blank may be left out behind any word.
    private bool MaySkip(int state) => state > 1 && (state == _states || (IsWord(state) && _words[state / 2] != _words[(state / 2) - 1]));

    private double[,] Forward()
    {
        var forward = new double[_cells, _states];
        for (var t = 0; t < _cells; t++)
        {
            for (var s = 0; s < _states; s++)
            {
                var sum = t > 0 ? forward[t - 1, s] : s <= 1 ? 0 : double.NegativeInfinity;
                if (t > 0 && s > 0)
                {
                    sum = LogAdd(sum, forward[t - 1, s - 1]);
                    sum = MaySkip(s) ? LogAdd(sum, forward[t - 1, s - 2]) : sum;
                }

                forward[t, s] = sum + _weights[t, s];
            }
        }

        return forward;
    }

    // Without the cell's own weight, so that forward and backward multiply to the posterior.
    private double[,] Backward()
    {
        var backward = new double[_cells, _states];
        for (var t = _cells - 1; t >= 0; t--)
        {
            for (var s = 0; s < _states; s++)
            {
                if (t == _cells - 1)
                {
                    backward[t, s] = s >= _states - 2 ? 0 : double.NegativeInfinity;
                    continue;
                }

                var sum = backward[t + 1, s] + _weights[t + 1, s];
                sum = s + 1 < _states ? LogAdd(sum, backward[t + 1, s + 1] + _weights[t + 1, s + 1]) : sum;
                sum = s + 2 < _states && MaySkip(s + 2) ? LogAdd(sum, backward[t + 1, s + 2] + _weights[t + 1, s + 2]) : sum;
                backward[t, s] = sum;
            }
        }

        return backward;
    }

    private static double LogAdd(double a, double b)
    {
        var (most, least) = a > b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(least) ? most : most + Math.Log(1 + Math.Exp(least - most));
    }
}
