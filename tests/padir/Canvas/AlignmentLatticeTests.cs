using Gmlm.Padir.Canvas;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Canvas;

/// <summary>Words are 1 to 3, the blank is 0.</summary>
public sealed class AlignmentLatticeTests
{
    private const int Blank = 0, Alphabet = 4;

    public static TheoryData<int[], int> Targets() => new()
    {
        { [], 3 }, { [1], 1 }, { [1], 4 }, { [1, 2], 2 }, { [1, 2], 5 }, { [1, 1], 3 },
        { [1, 1], 5 }, { [2, 2, 1], 5 }, { [1, 2, 1], 5 }, { [3, 3, 3], 5 },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void It_sums_over_every_canvas_with_the_target_s_text(int[] words, int cells)
    {
        var q = Random(cells, seed: 1);

        var (sum, occupancy) = Enumerated(q, words, _ => true);

        var lattice = new AlignmentLattice(Asked(q, words), words, Blank);
        Assert.Equal(Math.Log(sum), lattice.LogLikelihood, 1e-12);
        Equal(occupancy, lattice.Occupancy(), words);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_revealed_cell_is_what_it_is_and_costs_nothing(int[] words, int cells)
    {
        var q = Random(cells, seed: 2);
        var revealed = Enumerable.Repeat(AlignmentLattice.Open, cells).ToArray();
        foreach (var (cell, id) in Pairs(cells, words))
        {
            revealed[cell] = id;
            var (sum, occupancy) = Enumerated(Certain(q, cell, id), words, canvas => canvas[cell] == id);

            var lattice = new AlignmentLattice(Asked(q, words), words, Blank, revealed);
            Assert.Equal(Math.Log(sum), lattice.LogLikelihood, 1e-12);
            if (sum > 0)
            {
                Equal(occupancy, lattice.Occupancy(), words);
            }

            revealed[cell] = AlignmentLattice.Open;
        }
    }

    [Theory]
    [InlineData(new[] { 1, 2, 3 }, 2)]
    [InlineData(new[] { 1, 1 }, 2)]
    [InlineData(new[] { 1 }, 0)]
    public void Too_few_cells_have_no_alignment(int[] words, int cells) =>
        Assert.Equal(double.NegativeInfinity, new AlignmentLattice(Asked(Random(cells, 3), words), words, Blank).LogLikelihood);

    [Fact]
    public void Occupancy_is_the_gradient_of_the_log_likelihood()
    {
        int[] words = [1, 2, 2, 3];
        var prior = new DiagonalPrior(0.3);
        var asked = Asked(Random(7, seed: 4), words);
        var occupancy = new AlignmentLattice(asked, words, Blank, prior: prior).Occupancy();
        const double step = 1e-5;
        for (var t = 0; t < 7; t++)
        {
            Assert.Equal(Slope(h => asked.Blank[t] += h), occupancy[t, words.Length], 1e-8);
            for (var u = 0; u < words.Length; u++)
            {
                Assert.Equal(Slope(h => asked.Words[t, u] += h), occupancy[t, u], 1e-8);
            }
        }

        double Slope(Action<double> move)
        {
            move(step);
            var above = new AlignmentLattice(asked, words, Blank, prior: prior).LogLikelihood;
            move(-2 * step);
            var below = new AlignmentLattice(asked, words, Blank, prior: prior).LogLikelihood;
            move(step);
            return (above - below) / (2 * step);
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void It_agrees_with_the_operator_of_torch(int[] words, int cells)
    {
        var q = Random(cells, seed: 5);
        using var scope = NewDisposeScope();
        var logs = tensor(Logs(q), ScalarType.Float64).reshape(cells, 1, Alphabet);
        var lengths = (tensor(new long[] { cells }), tensor(new long[] { words.Length }));
        var targets = tensor(words.Length > 0 ? words.Select(word => (long)word).ToArray() : [1L]).reshape(1, -1);

        var loss = nn.functional.ctc_loss(logs, targets, lengths.Item1, lengths.Item2, Blank, reduction: nn.Reduction.Sum);

        Assert.Equal(-loss.item<double>(), new AlignmentLattice(Asked(q, words), words, Blank).LogLikelihood, 1e-10);
    }

    [Fact]
    public void The_prior_weighs_every_alignment_by_its_distance_from_the_diagonal()
    {
        int[] words = [1, 2];
        var (q, prior) = (Random(4, seed: 6), new DiagonalPrior(0.7));
        var sum = 0.0;
        foreach (var states in Paths(4, 5, words))
        {
            sum += Math.Exp(states.Select((s, t) => Math.Log(q[t, s % 2 == 1 ? words[s / 2] : Blank]) + prior.LogWeight(t, 4, s, 5)).Sum());
        }

        Assert.Equal(Math.Log(sum), new AlignmentLattice(Asked(q, words), words, Blank, prior: prior).LogLikelihood, 1e-12);
        Assert.Equal(0, prior.LogWeight(2, 5, 2, 5));
        Assert.True(prior.LogWeight(0, 5, 4, 5) < prior.LogWeight(0, 5, 2, 5));
    }

    [Fact]
    public void Drawn_alignments_have_the_target_s_text_and_the_posterior_s_frequencies()
    {
        int[] words = [1, 1, 2];
        var q = Random(6, seed: 7);
        var lattice = new AlignmentLattice(Asked(q, words), words, Blank);
        var random = new Random(8);
        const int draws = 20_000;
        var frequencies = new double[6, words.Length + 1];
        for (var i = 0; i < draws; i++)
        {
            var places = lattice.Sample(random.NextDouble);
            int[] cells = [.. places.Select(place => place == words.Length ? Blank : words[place])];
            Assert.Equal(words, CanvasCells.Join(cells, Blank));
            for (var t = 0; t < 6; t++)
            {
                frequencies[t, places[t]] += 1.0 / draws;
            }
        }

        var occupancy = lattice.Occupancy();
        for (var t = 0; t < 6; t++)
        {
            for (var u = 0; u <= words.Length; u++)
            {
                Assert.Equal(occupancy[t, u], frequencies[t, u], 5 * Math.Sqrt(0.25 / draws));
            }
        }
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        var asked = Asked(Random(3, 9), [1, 2]);
        Assert.Throws<ArgumentException>(() => new AlignmentLattice(asked, [1], Blank));
        Assert.Throws<ArgumentException>(() => new AlignmentLattice(asked, [1, 2], Blank, [1, 2]));
    }

    private static double[,] Random(int cells, int seed)
    {
        var random = new Random(seed);
        var q = new double[cells, Alphabet];
        for (var t = 0; t < cells; t++)
        {
            double[] weights = [.. Enumerable.Range(0, Alphabet).Select(_ => 0.05 + random.NextDouble())];
            for (var v = 0; v < Alphabet; v++)
            {
                q[t, v] = weights[v] / weights.Sum();
            }
        }

        return q;
    }

    private static double[,] Certain(double[,] q, int cell, int id)
    {
        var certain = (double[,])q.Clone();
        for (var v = 0; v < Alphabet; v++)
        {
            certain[cell, v] = v == id ? 1 : 0;
        }

        return certain;
    }

    private static double[] Logs(double[,] q) => [.. q.Cast<double>().Select(probability => Math.Log(probability))];

    private static CellProbabilities Asked(double[,] q, int[] words)
    {
        var cells = q.GetLength(0);
        var asked = new CellProbabilities(new double[cells], new double[cells, words.Length]);
        for (var t = 0; t < cells; t++)
        {
            asked.Blank[t] = Math.Log(q[t, Blank]);
            for (var u = 0; u < words.Length; u++)
            {
                asked.Words[t, u] = Math.Log(q[t, words[u]]);
            }
        }

        return asked;
    }

    // Over all canvases; occupancy by cell and id.
    private static (double Sum, double[,] Occupancy) Enumerated(double[,] q, int[] words, Func<int[], bool> counts)
    {
        var cells = q.GetLength(0);
        var (sum, occupancy) = (0.0, new double[cells, Alphabet]);
        for (var code = 0; code < (int)Math.Pow(Alphabet, cells); code++)
        {
            var rest = code;
            var canvas = new int[cells];
            var probability = 1.0;
            for (var t = 0; t < cells; t++)
            {
                canvas[t] = rest % Alphabet;
                rest /= Alphabet;
                probability *= q[t, canvas[t]];
            }

            if (counts(canvas) && CanvasCells.Join(canvas, Blank).SequenceEqual(words))
            {
                sum += probability;
                for (var t = 0; t < cells; t++)
                {
                    occupancy[t, canvas[t]] += probability;
                }
            }
        }

        for (var t = 0; t < cells; t++)
        {
            for (var v = 0; v < Alphabet; v++)
            {
                occupancy[t, v] /= sum;
            }
        }

        return (sum, occupancy);
    }

    // A word that the target has twice is counted together by enumeration.
    private static void Equal(double[,] byId, double[,] occupancy, int[] words)
    {
        for (var t = 0; t < byId.GetLength(0); t++)
        {
            for (var v = 0; v < Alphabet; v++)
            {
                var found = v == Blank
                    ? occupancy[t, words.Length]
                    : Enumerable.Range(0, words.Length).Where(u => words[u] == v).Sum(u => occupancy[t, u]);
                Assert.Equal(byId[t, v], found, 1e-12);
            }
        }
    }

    private static IEnumerable<(int Cell, int Id)> Pairs(int cells, int[] words) =>
        Enumerable.Range(0, cells).SelectMany(cell => words.Append(Blank).Distinct().Select(id => (cell, id)));

    // Every sequence of states that the recursion may take.
    private static IEnumerable<int[]> Paths(int cells, int states, int[] words)
    {
        IEnumerable<int[]> paths = [[0], [1]];
        for (var t = 1; t < cells; t++)
        {
            paths = paths.SelectMany(path => Enumerable.Range(path[^1], 3)
                .Where(next => next < states
                    && (next < path[^1] + 2 || (next % 2 == 1 && words[next / 2] != words[(next / 2) - 1])))
                .Select(next => path.Append(next).ToArray()));
        }

        return paths.Where(path => path[^1] >= states - 2);
    }
}
