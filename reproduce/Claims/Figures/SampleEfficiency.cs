using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Figures;

/// <summary>
/// Figures 1 and 2: the average squared error of the parameters of an Ising clique of four spins, h = 0, estimated by k-PL from n
/// samples with one mask each, all 10 parameters free. Beyond the paper: the asymptotic line tr Γ_k / (d n), and the same with every
/// mask of every sample.
/// </summary>
public abstract class SampleEfficiency(int number, double coupling) : Experiment
{
    private const int Length = 4;
    private const int Shown = 10;

    private readonly Ising _model = Ising.Clique(Length, Length, coupling, 0);

    public override string Id => $"figure-{number}";

    public override string Title => string.Create(CultureInfo.InvariantCulture, $"Error of k-PL on an Ising clique, J = {coupling}");

    public override IReadOnlyList<Claim> Claims => SampleEfficiencyClaims.Of(number, coupling);

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["spins"] = $"{Length}",
        ["clique"] = $"{Length}",
        ["coupling"] = coupling.ToString(CultureInfo.InvariantCulture),
        ["field"] = "0",
        ["pairs"] = Ising.PairConvention,
        ["fitted"] = $"{_model.Parameters().Length} parameters: all fields and couplings",
        ["optimiser"] = SampleEfficiencyRuns.Optimiser,
        ["samples"] = string.Join(" ", Samples(profile)),
        ["repetitions shown"] = $"{Shown}",
        ["repetitions tested"] = $"{Repetitions(profile)}",
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var misspecified = MisspecifiedErrors.Of(context, Id);
        var runs = SampleEfficiencyRuns.Execute(context, Id, _model, Samples(context.Profile), Repetitions(context.Profile));
        var information = Sizes.Select(k => PseudolikelihoodInformation.At(
            Ising.Family(Length), _model.Parameters(), _model.Distribution(), MaskDistribution.UniformOfSize(Length, k))).ToArray();
        AsymptoticBand[] pairs = [.. information.Select(at => AsymptoticBand.Of(at.Sandwich))];
        AsymptoticBand[] allMasks = [.. information.Select(at => AsymptoticBand.Of(at.AveragedSandwich))];
        var checks = new SampleEfficiencyChecks(runs, pairs, allMasks);
        return Result(
            context,
            checks.Verdicts(Id, misspecified),
            Metrics(runs, pairs, allMasks),
            series: [.. Curves(runs, pairs, allMasks)]);
    }

    private static IEnumerable<int> Sizes => Enumerable.Range(1, Length);

    private static int[] Samples(Profile profile) => profile switch
    {
        Profile.Smoke => [100, 400, 1600, 6400],
        Profile.Standard => [.. Enumerable.Range(0, 10).Select(i => 100 << i)],
        _ => [.. Enumerable.Range(0, 11).Select(i => 100 << i)],
    };

    private static int Repetitions(Profile profile) => profile switch
    {
        Profile.Smoke => 800,
        Profile.Standard => 1000,
        _ => 10_000,
    };

    private static List<Metric> Metrics(SampleEfficiencyRuns runs, AsymptoticBand[] pairs, AsymptoticBand[] allMasks)
    {
        var last = runs.Samples.Count - 1;
        return
        [
            .. Sizes.Select(k => Metric.Computed($"trace-gamma.k{k}", pairs[k - 1].Trace)),
            .. Sizes.Select(k => Metric.Computed($"trace-gamma.all-masks.k{k}", allMasks[k - 1].Trace)),
            .. Sizes.Select(k => Ratio($"error-over-asymptotic.k{k}", runs.Pairs(k, last), pairs[k - 1])),
            .. Sizes.Select(k => Ratio($"error-over-asymptotic.all-masks.k{k}", runs.AllMasks(k, last), allMasks[k - 1])),
            .. Sizes.SkipLast(1).Select(Gain),
            .. Sizes.Select(k => new Metric($"fits-not-converged.k{k}", runs.PairsNotConverged(k), "fits", null, Tolerance.Exact)),
            new Metric("fits-not-converged.all-masks", Sizes.Sum(runs.AllMasksNotConverged), "fits", null, Tolerance.Exact),
        ];

        // At the largest n, in units of the asymptotic error of k + 1: positive where more masking is better.
        Metric Gain(int k)
        {
            double[] less = runs.Pairs(k, last), more = runs.Pairs(k + 1, last);
            var unit = pairs[k].Error(runs.Samples[last]);

            // The sign is gated only where so many repetitions show it beyond five standard deviations.
            var power = pairs[k - 1].Separation(pairs[k], less.Length);
            return new Metric(
                $"error-gain.k{k}-to-k{k + 1}",
                (less.Average() - more.Average()) / unit,
                "",
                Math.Sqrt((Variance(less) + Variance(more)) / less.Length) / unit,
                power > 5 ? Tolerance.Ordering : Tolerance.Informational);
        }

        Metric Ratio(string name, double[] errors, AsymptoticBand band)
        {
            var unit = band.Error(runs.Samples[last]);
            return new Metric(
                name, errors.Average() / unit, "", Math.Sqrt(Variance(errors) / errors.Length) / unit, Tolerance.Statistical());
        }
    }

    private static IEnumerable<Series> Curves(SampleEfficiencyRuns runs, AsymptoticBand[] pairs, AsymptoticBand[] allMasks) =>
    [
        .. Sizes.Select(k => Simulated(k, "simulated", runs.Samples, runs.Pairs)),
        .. Sizes.Select(k => Asymptotic(k, "asymptotic", pairs[k - 1], runs.Samples)),

        // For k = N there is one mask only: both readings coincide.
        .. Sizes.SkipLast(1).Select(k => Simulated(k, "all-masks", runs.Samples, runs.AllMasks)),
        .. Sizes.SkipLast(1).Select(k => Asymptotic(k, "all-masks-asymptotic", allMasks[k - 1], runs.Samples)),
    ];

    private static Series Simulated(int k, string group, IReadOnlyList<int> samples, Func<int, int, double[]> errors) =>
        new($"k{k}.{group}", group, $"k = {k}", $"half a standard deviation over {Shown} repetitions", Tolerance.Statistical(),
        [
            .. samples.Select((n, i) =>
            {
                var shown = errors(k, i)[..Shown];
                return new SeriesPoint(n, shown.Average(), Math.Sqrt(Variance(shown)) / 2);
            }),
        ]);

    private static Series Asymptotic(int k, string group, AsymptoticBand band, IReadOnlyList<int> samples) =>
        new($"k{k}.{group}", group, $"k = {k}", "", Tolerance.Relative(1e-6), [.. samples.Select(n => new SeriesPoint(n, band.Error(n)))]);

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
