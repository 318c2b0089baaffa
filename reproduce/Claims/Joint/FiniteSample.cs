using Gmlm.Theory.Estimation;
using Gmlm.Theory.Random;

namespace Gmlm.Reproduce.Claims.Joint;

/// <summary>
/// A finite sample bounds the population loss of every model at once, and with it the distance of the joints. By simulation.
/// </summary>
public sealed class FiniteSample : ClaimExperiment
{
    private const double Delta = 0.05;
    private const double FalseAlarmRate = 1e-4;
    private const double ControlDivisor = 50;

    public override Claim Claim => new(
        "finite-sample", "C03", "A finite-sample bound for all models at once", Origin.Reconstructed,
        Source: "finite-sample bound, our wording; Hoeffding's inequality (1963) and a union bound",
        Wording: "Let $Theta$ be finite of size $M$, or covered by $M$ balls of radius $epsilon$, with all conditionals at "
            + "least $beta$. With probability at least $1 - delta$ over $n$ pairs $(X, K)$, for all $theta in Theta$ at once, "
            + "$cal(L)_\"PL\" (theta) <= hat(cal(L))_\"PL\" (theta) + log(1 \\/ beta) sqrt(log(M \\/ delta) \\/ (2 n)) + 2 "
            + "Lambda epsilon$ ($epsilon = 0$ for a finite $Theta$, $Lambda$ a Lipschitz constant of the loss of one pair), "
            + "and hence $\"TV\"(p_theta, p)^2 <= 1/2 C_\"AT\" (p_theta) (\"this bound\" - cal(L)_\"PL\" (p))$.",
        Method: $"Fresh data sets (200 in smoke, 1000 in standard, 4000 in full), $delta = {FormattableString.Invariant($"{Delta}")}$, $n "
        + "= 50$ and $400$: three sets of 64 models (Ising, Potts, tables; data from one of them) and an interval of couplings covered by "
        + "512 points, so finely that $2 Lambda epsilon$ is small beside the deviations, and looked at in 257. Counted are the data sets "
        + "in which some $theta$ breaks the bound on the loss; that on TV follows from it by joint-from-conditionals. The margin is "
        + "$log_10$ of $PP(\"Binomial\"(R, delta) >= \"count\")$ over its threshold; with any seed the false-alarm rate of all counts "
        + "together is at most $10^(-4)$. `share.…` is the mean over data sets of the largest deviation, as a share of the allowance; "
        + "`divisor.…` the least number by which the allowance can be divided so that the check fails: how much room the bound has.",
        ControlMethod: "The deviation allowed for, $log(1 \\/ beta) sqrt(log(M \\/ delta) \\/ (2 n))$, divided by 50, in every family.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        const string Reason = "the threshold on the tail probabilities already carries the false-alarm rate";
        MarginParts check = new(0, Reason), control = new(0, Reason);
        var metrics = new List<Metric>();
        var settings = (from models in FiniteSampleModels.All(context) from samples in new[] { 50, 400 } select (models, samples))
            .ToArray();
        for (var s = 0; s < settings.Length; s++)
        {
            var (models, samples) = settings[s];
            var deviations = Simulate(models, samples, context.Pick(200, 1000, 4000), context);
            var threshold = FalseAlarmRate / settings.Length;
            Judge(check, models, samples, deviations, 1, threshold);
            Judge(control, models, samples, deviations, ControlDivisor, threshold);
            metrics.Add(LeastDivisor(models, samples, deviations, threshold));
            var shares = deviations.Select(one => one.Max() / models.Allowance(samples, Delta)).ToArray();
            var mean = shares.Average();
            metrics.Add(
                Metric.Estimate(
                    $"share.{models.Id}.n{samples}",
                    mean,
                    Math.Sqrt(shares.Sum(share => (share - mean) * (share - mean)) / shares.Length / (shares.Length - 1.0))));
            context.Report((s + 1.0) / settings.Length);
        }

        return Decide(context, check, control, metrics);
    }

    /// <summary>
    /// L_PL(θ) − L̂_PL(θ) of every θ, for every data set. Each data set has its own stream, so that the result does not
    /// depend on scheduling.
    /// </summary>
    internal static double[][] Simulate(FiniteSampleModels models, int samples, int dataSets, ExperimentContext context)
    {
        var deviations = new double[dataSets][];
        var sampler = new PairSampler(models.Truth, models.Masks);
        Parallel.For(0, dataSets, new ParallelOptions { CancellationToken = context.Cancellation }, r =>
        {
            var random = RandomStream.Fork(context.Seed, $"finite-sample/{models.Id}/{samples}", r);
            deviations[r] = models.Deviations(sampler.Draw(samples, random));
        });
        return deviations;
    }

    private static void Judge(
        MarginParts parts, FiniteSampleModels models, int samples, double[][] deviations, double divisor, double threshold)
    {
        var allowed = (models.Allowance(samples, Delta) / divisor) + models.Slack;
        var broken = deviations.Count(one => one.Any(deviation => deviation > allowed));
        var name = FormattableString.Invariant($"{models.Name}, n={samples}{(divisor == 1 ? "" : $", allowance over {divisor}")}");
        parts.Add(models.Id, Margin(broken, deviations.Length, threshold), $"{name}: {broken} of {deviations.Length}");
    }

    /// <summary>
    /// The divisor above which as many data sets break the bound as fail the check. A data set breaks it above the allowance over its
    /// largest deviation less the slack. The standard error is that of an order statistic: half the distance between the ranks √rank away.
    /// </summary>
    internal static Metric LeastDivisor(FiniteSampleModels models, int samples, double[][] deviations, double threshold)
    {
        double[] divisors =
        [
            .. deviations.Select(one => Math.Max(0, one.Max() - models.Slack))
                .Select(excess => models.Allowance(samples, Delta) / excess)
                .Order(),
        ];
        var rank = Enumerable.Range(1, divisors.Length).First(count => Margin(count, divisors.Length, threshold) < 0);
        var width = (int)Math.Sqrt(rank);
        var (low, high) = (divisors[Math.Max(0, rank - 1 - width)], divisors[Math.Min(divisors.Length, rank + width) - 1]);
        return Metric.Estimate($"divisor.{models.Id}.n{samples}", divisors[rank - 1], (high - low) / 2);
    }

    /// <summary>log₁₀ of P(Binomial(R, δ) ≥ count) over the threshold.</summary>
    internal static double Margin(int count, int dataSets, double threshold)
    {
        var tail = count == 0 ? 1 : MathNet.Numerics.SpecialFunctions.BetaRegularized(count, dataSets - count + 1, Delta);
        return Math.Log10(Math.Max(tail, 1e-300) / threshold);
    }
}
