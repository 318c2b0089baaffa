namespace Gmlm.Padir.Canvas;

/// <summary>
/// All alignments of a target y of U words with a canvas of T cells, and the sum of their probabilities. Since cells are independent given
/// the source and the revealed cells,
/// <code>p(y) = Σ over cells a with text y of Π_t q_t(a_t),   ln p(y) by forward–backward over 2U + 1 states,</code>
/// where state 2u + 1 is "word u" and state 2u is "a blank after u words". From one cell to the next, the state stays, advances by one, or
/// skips a blank between two different words. At a revealed cell only the states with the revealed id are possible, with weight 1. Time and
/// memory are O(T U).
/// </summary>
public sealed class AlignmentLattice
{
    /// <summary>Marks a cell that is not revealed.</summary>
    public const int Open = -1;

    private readonly int[] _words;
    private readonly double[,] _weights, _forward, _backward;
    private readonly int _cells, _states;

    /// <summary>Computes the lattice.</summary>
    /// <param name="q">The model's log-probabilities for T cells and U words.</param>
    /// <param name="words">The target's ids, U of them; none is the blank.</param>
    /// <param name="blank">The blank's id.</param>
    /// <param name="revealed">For each cell its revealed id or <see cref="Open"/>; empty if no cell is revealed.</param>
    /// <param name="prior">The prior weight of alignments.</param>
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

    /// <summary>ln p(y); −∞ if no alignment is possible, because there are too few cells or revealed cells contradict the target.</summary>
    public double LogLikelihood { get; }

    /// <summary>
    /// Returns the posterior probability, given the target, that a cell holds each word: T × (U + 1), with the blank in the last column.
    /// Rows sum to 1. It is the gradient of ln p(y) with respect to ln q_t. At least one alignment must be possible.
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

    /// <summary>Draws an alignment from the posterior: for each cell the index of a word in the target, or U for a blank.</summary>
    /// <param name="uniform">Returns independent numbers, uniform on [0, 1).</param>
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

    // The possible states of the previous cell: the same state, the one before it, and, if a blank may be skipped, the one before that.
    // _states stands for the end after the last cell.
    private IEnumerable<int> Before(int state)
    {
        int[] steps = [0, 1, 2];
        return steps.Where(step => state - step >= 0 && state - step < _states && (step < 2 || MaySkip(state)))
            .Select(step => state - step);
    }

    // The blank between equal words may not be skipped, since they would be joined. Before the end, the blank after the last word may be.
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

    // Excludes the cell's own weight, so that forward times backward is proportional to the posterior.
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
