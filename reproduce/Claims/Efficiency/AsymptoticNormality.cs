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
    // This far in the tails the false-alarm rates of the four tests differ from the nominal ones by a small factor. The
    // allowance is a factor of 10.
    private const double FalseAlarmRate = 1e-4;
    private const double NominalRate = FalseAlarmRate / 10;
    private const int TestsPerModel = 4;
    private const int ControlSamples = 40;

    public override Claim Claim => new(
        "asymptotic-normality", "A06", "Asymptotic normality of the estimator", Origin.Paper,
        Source: "Lemma 1, after van der Vaart (2000)",
        Wording: "$sqrt(n) (hat(theta) - theta^*) arrow.r cal(N)(0, H^(-1) G H^(-1))$ in distribution, with $H = nabla^2 "
            + "L_\"PL\" (theta^*)$ and $G = \"Cov\"(nabla_theta log p_(theta^*) (X_K | X_(-K)))$.",
        Method: "Repeated fits by Newton's method on fresh data, one mask for each sample, whitened by the exact sandwich: 400 "
            + "fits at $n = 5000$ (smoke), 2000 at $n = 10000$ (standard), 4000 at $n = 40000$ (full). Four tests for each "
            + "model: mean, covariance (Wishart likelihood ratio with Bartlett's correction), Mardia's skewness and kurtosis. "
            + "Bias and skewness of the estimator at finite $n$ are of order $n^(-1/2)$; their exact first-order size enters "
            + "as a noncentrality. The margin is $log_10$ of the least p-value over its threshold; with any seed the "
            + "false-alarm rate of all tests together is at most $10^(-4)$. One of the models is misspecified, so that $H != "
            + "G$.",
        ControlMethod: $"The same test with samples far too small for the limit: $n = {ControlSamples}$.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var models = Models();
        var threshold = NominalRate / (models.Count * TestsPerModel);
        const string Reason = "the threshold on the p-values already carries the false-alarm rate";
        MarginLedger check = new(0, Reason), control = new(0, Reason);
        var metrics = new List<Metric>();
        var (repetitions, samples) = context.Pick((400, 5_000), (2000, 10_000), (4000, 40_000));
        for (var m = 0; m < models.Count; m++)
        {
            var deviations = Simulate(models[m], repetitions, samples, context);
            Judge(check, models[m], deviations, samples, threshold, metrics);
            context.Report((m + 1.0) / (models.Count + 1));
        }

        Judge(control, models[0], Simulate(models[0], 400, ControlSamples, context), ControlSamples, threshold, null);
        return Decide(context, check.Outcome(), control.Outcome(), metrics);
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
            var fit = minimizer.Minimize(new Pseudolikelihood(model.Family, sampler.Draw(samples, random), blocks), model.Parameters);
            for (var j = 0; j < d; j++)
            {
                deviations[(r * d) + j] = Math.Sqrt(samples) * (fit.Parameters[j] - model.Parameters[j]);
            }
        });
        return deviations;
    }

    /// <summary>The four p-values of one model, with the first-order shift at this n allowed for.</summary>
    internal static NormalityTests Tests(Model model, double[] deviations, int samples)
    {
        var d = model.Family.Dimension;
        var root = Loewner.Inverse(PseudolikelihoodInformation.At(model.Family, model.Parameters, model.Data, model.Masks).Sandwich)
            .Cholesky().Factor;
        var (family, parameters) = Whitening.Of(model.Family, model.Parameters, model.Data, root);
        var shift = EdgeworthShift.At(family, parameters, model.Data, model.Masks);

        // Columns of the matrix are repetitions: z = Lᵀ √n (θ̂ − θ*).
        var whitened = root.TransposeThisAndMultiply(Matrix<double>.Build.Dense(d, deviations.Length / d, deviations));
        return NormalityTests.Of(whitened.ToColumnMajorArray(), d, shift.MeanSquared / samples, shift.ThirdCumulantSquared / samples);
    }

    private static void Judge(MarginLedger ledger, Model model, double[] deviations, int samples, double threshold, List<Metric>? metrics)
    {
        var tests = Tests(model, deviations, samples);
        foreach (var (test, value) in new[]
            { ("mean", tests.Mean), ("covariance", tests.Covariance), ("skewness", tests.Skewness), ("kurtosis", tests.Kurtosis) })
        {
            // The p-value is at least 1e-300, so that the margin is finite.
            ledger.Add(Math.Log10(Math.Max(value, 1e-300) / threshold), $"{model.Name}, n={samples}, {test}");
            metrics?.Add(Metric.Shown($"{model.Id}.p-value.{test}", value));
        }

        if (metrics is not null)
        {
            var degrees = (double)deviations.Length - tests.Eigenvalues.Length;
            metrics.Add(Metric.Estimate($"{model.Id}.variance-ratio", tests.Eigenvalues.Average(), Math.Sqrt(2 / degrees)));
            metrics.Add(Metric.Shown($"{model.Id}.largest-eigenvalue", tests.Eigenvalues[^1]));
            metrics.Add(Metric.Shown($"{model.Id}.least-eigenvalue", tests.Eigenvalues[0]));
        }
    }

    /// <summary>A family, its parameter θ* for the data, the data's distribution, the masks.</summary>
    internal sealed record Model(
        string Id, string Name, ExponentialFamily Family, double[] Parameters, FiniteDistribution Data, MaskDistribution Masks);
}
