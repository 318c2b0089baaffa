using Gmlm.Theory.Information;
using Gmlm.Theory.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>
/// Theorem 1: with data from the model, masking one more position does not increase the asymptotic variance in any direction.
/// </summary>
public sealed class MaskingMore : ClaimExperiment
{
    private const double Tolerance = 1e-9;

    public override Claim Claim => new(
        "masking-more", "A08", "Masking more is statistically better", Origin.Paper,
        Source: "Theorem 1",
        Wording: "If $p = p_(theta^*)$, then $Gamma_(k+1) prec.eq Gamma_k$ for every $1 <= k < N$, with $Gamma_k$ the "
            + "asymptotic covariance of the $k$-pseudolikelihood estimator.",
        Method: "Every $Gamma_k = H^(-1) G H^(-1)$ by enumeration, in coordinates where $Gamma_N = 1$; the margin is the least "
            + "eigenvalue of $Gamma_k - Gamma_(k+1)$ over $norm(Gamma_k)$.",
        ControlMethod: "Misspecified data: three spins with a random table as truth and a family of two parameters (one field "
            + "for all spins, the coupling of two of them), each $Gamma_k$ at its own minimiser.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        const string Reason = "rounding of the inverses, in units of the larger matrix";
        MarginLedger check = new(Tolerance, Reason), control = new(Tolerance, Reason);
        var instances = Instances.All(context).Select(FisherCoordinates.Of).ToArray();
        foreach (var (i, instance) in instances.Index())
        {
            Record(check, Margins(instance.Family, instance.Truth, _ => instance.Parameters), instance.Name);
            context.Report(0.5 * (i + 1.0) / instances.Length);
        }

        var random = context.Stream("masking-more/control");
        var draws = context.Pick(20, 200, 1000);
        var reversed = 0;
        for (var draw = 1; draw <= draws; draw++)
        {
            var truth = MisspecifiedSpins.Truth(random);
            var margins = Margins(MisspecifiedSpins.Family, truth, masks => PseudoTrue.Minimize(MisspecifiedSpins.Family, truth, masks));
            Record(control, margins, $"random table #{draw}");
            reversed += margins.Any(margin => margin < -Tolerance) ? 1 : 0;
            context.Report(0.5 + (0.5 * draw / draws));
        }

        var share = (double)reversed / draws;
        return Decide(context, check.Outcome(), control.Outcome(),
            [Metric.Estimate("misspecified.share-violated", share, Math.Sqrt(share * (1 - share) / draws))]);
    }

    /// <summary>The least eigenvalue of Γ_k − Γ_{k+1} over ‖Γ_k‖, for k = 1, …, N − 1.</summary>
    private static double[] Margins(ExponentialFamily family, FiniteDistribution data, Func<MaskDistribution, double[]> parametersFor)
    {
        var length = family.Space.Length;
        var covariances = Enumerable.Range(1, length).Select(size =>
        {
            var masks = MaskDistribution.UniformOfSize(length, size);
            return PseudolikelihoodInformation.At(family, parametersFor(masks), data, masks).Sandwich;
        }).ToArray();
        return [.. covariances.Zip(covariances.Skip(1), (less, more) => Loewner.LeastEigenvalue(less - more) / Loewner.Norm(less))];
    }

    private static void Record(MarginLedger ledger, double[] margins, string name)
    {
        foreach (var (i, margin) in margins.Index())
        {
            ledger.Add(margin, $"{name}, k={i + 1}");
        }
    }
}
