using Gmlm.Theory.Estimation;
using Gmlm.Theory.Information;
using Gmlm.Theory.LinearAlgebra;
using Gmlm.Theory.Objectives;
using Gmlm.Theory.Random;
using Gmlm.Theory.Statistics;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>
/// Lemma 1: the weighted pseudolikelihood estimator is asymptotically normal with the sandwich covariance. By simulation.
/// </summary>
public sealed class AsymptoticNormality : ClaimExperiment
{
    // Half of the false alarms are allowed to the scale, whose test is exact. This far in the tails the rates of the four others differ
    // from the nominal ones by a small factor; the allowance is a factor of 10.
    private const double FalseAlarmRate = 1e-4;
    private const double ScaleRate = FalseAlarmRate / 2;
    private const double OtherRate = FalseAlarmRate / 2 / 10;
    private const int OtherTests = 4;
    private const int SmallSamples = 40;
    private const int SmallRepetitions = 4000;
    private const double Noise = 0.1;

    public override Claim Claim => new(
        "asymptotic-normality", "A06", "Asymptotic normality of the estimator", Origin.Paper,
        Source: "Lemma 1, after van der Vaart (2000)",
        Wording: "Let $theta^*$ be the only minimiser of $L_\"PL\"$, $H succ 0$, and let each sample have one mask of its own, drawn "
            + "independently of it. Then $sqrt(n) (hat(theta) - theta^*) arrow.r cal(N)(0, H^(-1) G H^(-1))$ in distribution, with $H = "
            + "nabla^2 L_\"PL\" (theta^*)$ and $G = \"Cov\"(nabla_theta log p_(theta^*) (X_K | X_(-K)))$.",
        Method: "Repeated fits by Newton's method on fresh data, one mask for each sample, whitened by the exact sandwich: for "
            + "$d$ parameters $20000 \\/ d$ fits at $n = 100000$ (smoke), $190000 \\/ d$ at $n = 200000$ (standard), $380000 \\/ d$ "
            + "at $n = 400000$ (full). Five tests for each model: mean, covariance (Wishart likelihood ratio with Bartlett's "
            + "correction), its trace (exact), Mardia's skewness and kurtosis. "
            + "Bias and skewness of the estimator at finite $n$ are of order $n^(-1/2)$; their exact first-order size enters "
            + "as a noncentrality. The margin is $log_10$ of the least p-value over its threshold; with any seed the "
            + "false-alarm rate of all tests together is at most $10^(-4)$, of which the trace has one half. The p-values of the other "
            + "tests are approximate: of 6000 simulated sets of 10000 exactly normal vectors, $d = 2$, at most 1.1 times as many as they "
            + "should fall below the level $10^(-2)$, and 1.5 times as many below $10^(-3)$; a factor of 10 is allowed for. In standard, a "
            + "covariance with all entries 2 % larger is found with probability 95 %. One of the models is misspecified, so that $H != G$.",
        ControlMethod: $"Samples far too small for the limit, $n = {SmallSamples}$; of the misspecified model, $H^(-1)$ in the place of "
            + "the sandwich; of the model with fields, the minimiser for data of which one tenth is noise, in the place of $theta^*$.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var models = Models();
        const string Reason = "the threshold on the p-values already carries the false-alarm rate";
        MarginParts check = new(0, Reason), control = new(0, Reason);
        var metrics = new List<Metric>();
        var (numbers, samples) = context.Pick((20_000, 100_000), (190_000, 200_000), (380_000, 400_000));
        for (var m = 0; m < models.Count; m++)
        {
            var model = models[m];
            var deviations = Simulate(model, numbers / model.Family.Dimension, samples, context);
            var tests = Tests(model, deviations, samples);
            Judge(check, model, tests, samples, models.Count);
            metrics.AddRange(Metrics(model, tests, deviations.Length));
            if (model.Id == "misspecified")
            {
                var information = PseudolikelihoodInformation.At(model.Family, model.Parameters, model.Data, model.Masks);
                Judge(
                    control, model, Tests(model, deviations, samples, Loewner.Inverse(information.Hessian)), samples, models.Count, "1/H");
            }
            else if (model.Id == "fields")
            {
                Judge(control, model, Tests(model, Displaced(model, deviations, samples), samples), samples, models.Count, "noisy data");
            }

            context.Report((m + 1.0) / (models.Count + 1));
        }

        var few = Tests(models[0], Simulate(models[0], SmallRepetitions, SmallSamples, context), SmallSamples);
        Judge(control, models[0], few, SmallSamples, models.Count);
        return Decide(context, check, control, metrics);
    }

    /// <summary>
    /// A weak clique, an Ising model with fields and mixed couplings, a Potts model, and data that no parameter explains.
    /// </summary>
    internal static IReadOnlyList<Model> Models()
    {
        var clique = Ising.Clique(4, 4, 0.05, 0);
        var fields = new Ising([0.4, -0.3, 0.2], new[,] { { 0, 0.5, -0.4 }, { 0.5, 0, 0.3 }, { -0.4, 0.3, 0 } });
        var potts = new Potts(new[,] { { 0, 0.5, -0.5 }, { 0, 0.3, 0.6 } }, new[,] { { 0, 0.8 }, { 0.8, 0 } });
        var table = FiniteDistribution.FromWeights(MisspecifiedSpins.Family.Space, [4, 1, 2, 3, 1, 5, 2, 2]);
        var pairs = MaskDistribution.UniformOfSize(3, 2);
        return [
            new(
                "clique",
                "Ising clique N=4 J=0.05, k=2",
                Ising.Family(4),
                clique.Parameters(),
                clique.Distribution(),
                MaskDistribution.UniformOfSize(4, 2)),
            new(
                "fields",
                "Ising N=3 with fields, k=1",
                Ising.Family(3),
                fields.Parameters(),
                fields.Distribution(),
                MaskDistribution.UniformOfSize(3, 1)),
            new(
                "potts",
                "Potts q=3 N=2, rate 0.7",
                Potts.Family(3, 2),
                potts.Parameters(),
                potts.Distribution(),
                MaskDistribution.Bernoulli(2, 0.7)),
            new(
                "misspecified",
                "misspecified N=3, k=2",
                MisspecifiedSpins.Family,
                PseudoTrue.Minimize(MisspecifiedSpins.Family, table, pairs),
                table,
                pairs)];
    }

    /// <summary>
    /// √n (θ̂ − θ*) of every repetition, row-major, R × d. Each repetition has its own stream: scheduling changes nothing.
    /// </summary>
    internal static double[] Simulate(Model model, int repetitions, int samples, ExperimentContext context)
    {
        var d = model.Family.Dimension;
        var deviations = new double[repetitions * d];
        var sampler = new PairSampler(model.Data, model.Masks);
        var blocks = new MaskBlocks(model.Family.Space, model.Masks.Masks);
        var minimizer = new NewtonMinimizer(1e-10, 50);
        Parallel.For(0, repetitions, new ParallelOptions { CancellationToken = context.Cancellation }, r =>
        {
            var random = RandomStream.Fork(context.Seed, $"asymptotic-normality/{model.Id}/{samples}", r);
            var fit = minimizer.Minimize(new Pseudolikelihood(model.Family, sampler.DrawCounts(samples, random), blocks), model.Parameters);
            for (var j = 0; j < d; j++)
            {
                deviations[(r * d) + j] = Math.Sqrt(samples) * (fit.Parameters[j] - model.Parameters[j]);
            }
        });
        return deviations;
    }

    /// <summary>The deviations from the minimiser for data of which a part is uniform noise, in the place of θ*.</summary>
    private static double[] Displaced(Model model, double[] deviations, int samples)
    {
        double[] mixed = [.. model.Data.Probabilities.ToArray().Select(p => ((1 - Noise) * p) + (Noise / model.Data.Space.Count))];
        var other = PseudoTrue.Minimize(model.Family, FiniteDistribution.FromWeights(model.Data.Space, mixed), model.Masks);
        return
        [
            .. deviations.Select((deviation, i) =>
                deviation + (Math.Sqrt(samples) * (model.Parameters[i % other.Length] - other[i % other.Length]))),
        ];
    }

    /// <summary>
    /// The p-values of one model, with the first-order shift at this n allowed for. <paramref name="covariance"/> is the sandwich unless
    /// another is given.
    /// </summary>
    internal static NormalityTests Tests(Model model, double[] deviations, int samples, Matrix<double>? covariance = null)
    {
        var d = model.Family.Dimension;
        var root = Loewner.Inverse(
            covariance ?? PseudolikelihoodInformation.At(model.Family, model.Parameters, model.Data, model.Masks).Sandwich)
            .Cholesky().Factor;
        var (family, parameters) = Whitening.Of(model.Family, model.Parameters, model.Data, root);
        var shift = EdgeworthShift.At(family, parameters, model.Data, model.Masks);

        // Columns of the matrix are repetitions: z = Lᵀ √n (θ̂ − θ*).
        var whitened = root.TransposeThisAndMultiply(Matrix<double>.Build.Dense(d, deviations.Length / d, deviations));
        return NormalityTests.Of(whitened.ToColumnMajorArray(), d, shift.MeanSquared / samples, shift.ThirdCumulantSquared / samples);
    }

    private static void Judge(MarginParts parts, Model model, NormalityTests tests, int samples, int models, string instead = "")
    {
        var name = $"{model.Name}, n={samples}{(instead.Length > 0 ? $", {instead}" : "")}";
        foreach (var (test, value) in Values(tests))
        {
            // The p-value is at least 1e-300, so that the margin is finite.
            parts.Add(test, Math.Log10(Math.Max(value, 1e-300) / Threshold(test, models)), name);
        }
    }

    /// <summary>The p-value below which a test of one of so many models fails.</summary>
    internal static double Threshold(string test, int models) => (test == "scale" ? ScaleRate : OtherRate / OtherTests) / models;

    private static IEnumerable<(string Test, double Value)> Values(NormalityTests tests) =>
    [
        ("mean", tests.Mean), ("covariance", tests.Covariance), ("scale", tests.Scale), ("skewness", tests.Skewness),
        ("kurtosis", tests.Kurtosis),
    ];

    private static IEnumerable<Metric> Metrics(Model model, NormalityTests tests, int numbers)
    {
        var degrees = (double)numbers - tests.Eigenvalues.Length;
        return
        [
            .. Values(tests).Select(value => Metric.Shown($"{model.Id}.p-value.{value.Test}", value.Value)),
            Metric.Estimate($"{model.Id}.variance-ratio", tests.Eigenvalues.Average(), Math.Sqrt(2 / degrees)),
            Metric.Shown($"{model.Id}.largest-eigenvalue", tests.Eigenvalues[^1]),
            Metric.Shown($"{model.Id}.least-eigenvalue", tests.Eigenvalues[0]),
        ];
    }

    /// <summary>A family, its parameter θ* for the data, the data's distribution, the masks.</summary>
    internal sealed record Model(
        string Id, string Name, ExponentialFamily Family, double[] Parameters, FiniteDistribution Data, MaskDistribution Masks);
}
