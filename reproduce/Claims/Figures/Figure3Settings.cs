using Gmlm.Theory.Chains;

namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>The parameters of Figure 3. Those of the caption are fixed; the grids depend on the profile.</summary>
/// <param name="Couplings">J of the simulated points.</param>
/// <param name="Sizes">k.</param>
/// <param name="FineCouplings">J of the exact curves over k.</param>
/// <param name="CheckCouplings">J of the check beside the figure.</param>
/// <param name="CheckSizes">k of the check.</param>
public sealed record Figure3Settings(
    IReadOnlyList<double> Couplings,
    IReadOnlyList<int> Sizes,
    IReadOnlyList<double> FineCouplings,
    IReadOnlyList<double> CheckCouplings,
    IReadOnlyList<int> CheckSizes)
{
    /// <summary>N.</summary>
    public const int Length = 10;

    /// <summary>m, the spins of the clique: the first four.</summary>
    public const int Clique = 4;

    /// <summary>h_i, the same for all spins.</summary>
    public const double Field = 5;

    /// <summary>The number of steps after which a run is stopped; its time counts as this number.</summary>
    public const int Budget = 1000;

    /// <summary>Runs of each point of the figure.</summary>
    public const int Repetitions = 10;

    /// <summary>"Never": the probability that any of the figure's repetitions reaches R₁ within the budget is at most this.</summary>
    public const double NeverLevel = 0.01;

    /// <summary>Runs of each cell of the check beside the figure.</summary>
    public const int CheckRepetitions = 500;

    /// <summary>The false-alarm rate of one cell of the check.</summary>
    public const double CellFalseAlarm = 1e-5;

    /// <summary>
    /// J of the curves of the independent sampler, 0 to 10. They begin below the figure's range, where the sampler does arrive.
    /// </summary>
    public static IReadOnlyList<double> IndependentCouplings { get; } = Grid(0, 10, 0.25);

    /// <summary>The grids of a profile.</summary>
    public static Figure3Settings Of(Profile profile) => profile == Profile.Smoke
        ? new(Grid(1, 10, 3), [1, 2, 4, 10], Grid(1, 10, 1), [1, 3], [1, 3, 4])
        : new(Grid(1, 10, 1), [.. Enumerable.Range(1, 10)], Grid(1, 10, 0.25), Grid(1, 6, 1), [.. Enumerable.Range(1, 6)]);

    /// <summary>The model at one J.</summary>
    public static Ising Model(double coupling) => Ising.Clique(Length, Clique, coupling, Field);

    /// <summary>The exact distribution of the capped time of k-Gibbs.</summary>
    public static CappedTime Exact(double coupling, int size) =>
        new LumpedKGibbs(Length, Clique, size, coupling, Field).CappedHittingTime(Budget);

    /// <summary>The same of the independent parallel sampler.</summary>
    public static CappedTime Independent(double coupling)
    {
        var logs = new LumpedIndependentParallel(Clique, coupling, Field).LogTransition;
        var transition = new double[Clique + 1, Clique + 1];
        for (var a = 0; a <= Clique; a++)
        {
            for (var to = 0; to <= Clique; to++)
            {
                transition[a, to] = Math.Exp(logs[a, to]);
            }
        }

        return new CappedTime(transition, Budget);
    }

    /// <summary>The parameters as text, for the fingerprint and the line under the figure.</summary>
    public IReadOnlyDictionary<string, string> Text() => new Dictionary<string, string>
    {
        ["spins"] = Format.Number(Length),
        ["clique"] = Format.Number(Clique),
        ["field"] = Format.Number(Field),
        ["couplings"] = List(Couplings),
        ["pair-convention"] = Ising.PairConvention,
        ["sizes"] = List(Sizes.Select(size => (double)size)),
        ["budget"] = Format.Number(Budget),
        ["repetitions"] = Format.Number(Repetitions),
        ["start"] = "all spins -1",
        ["time"] = "steps until all clique spins are +1 for the first time, at most the budget",
        ["check-couplings"] = List(CheckCouplings),
        ["check-sizes"] = List(CheckSizes.Select(size => (double)size)),
        ["check-repetitions"] = Format.Number(CheckRepetitions),
        ["check-false-alarm-per-cell"] = Format.Number(CellFalseAlarm),
        ["never"] = $"the probability that any of {Repetitions} runs arrives is at most {Format.Number(NeverLevel)}",
    };

    private static string List(IEnumerable<double> values) => string.Join(' ', values.Select(Format.Number));

    private static double[] Grid(double from, double to, double step) =>
        [.. Enumerable.Range(0, (int)Math.Round((to - from) / step) + 1).Select(i => from + (i * step))];
}
