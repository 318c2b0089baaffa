using Gmlm.Theory.Information;
using Gmlm.Theory.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>
/// Masking everything is maximum likelihood and attains the Cramér–Rao bound; tr Γ_k / tr Γ_N is the price of masking less.
/// </summary>
public sealed class MleLimit : ClaimExperiment
{
    // 0.05 and 0.3 are the couplings of Figures 1 and 2.
    private static readonly double[] Couplings = [0, 0.05, 0.1, 0.3, 0.5, 1];

    public override Claim Claim => new(
        "mle-limit", "A10", "Masking everything attains the Cramér–Rao bound", Origin.Reconstructed,
        Source: "Remark 2, our wording",
        Wording: "If $p = p_(theta^*)$, then $Gamma_N = I^(-1)$ with $I = \"Cov\"(s)$ the Fisher information: the Cramér–Rao "
            + "bound, so that $tr Gamma_k \\/ tr Gamma_N$ is the price of masking less.",
        Method: "$Gamma_N$ as the sandwich of the pseudolikelihood with everything masked, $I$ as the covariance of the "
            + "features; both in coordinates where $I$ is $1$ up to rounding; the margin is $-norm(L^T Gamma_N L - 1)$ with $I "
            + "= L L^T$. `price.j….k…` is $tr Gamma_k \\/ tr Gamma_N$ on the clique of $N = 4$ with $h = 0$, at $J = 0.05$ and "
            + "$0.3$ that of Figures 1 and 2.",
        ControlMethod: "One position left visible: $Gamma_(N-1)$ in the place of $Gamma_N$.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        const string Reason = "rounding of inverses of well-conditioned matrices";
        MarginLedger check = new(1e-10, Reason), control = new(1e-10, Reason);
        var instances = Instances.All(context).Select(FisherCoordinates.Of).ToArray();
        foreach (var (i, instance) in instances.Index())
        {
            Compare(check, instance, instance.Length);
            Compare(control, instance, instance.Length - 1);
            context.Report((i + 1.0) / instances.Length);
        }

        return Decide(context, check.Outcome(), control.Outcome(), [.. Couplings.SelectMany(Prices)]);
    }

    private static IEnumerable<Metric> Prices(double coupling)
    {
        var model = Ising.Clique(4, 4, coupling, 0);
        var traces = Enumerable.Range(1, 4).Select(size => PseudolikelihoodInformation.At(
            Ising.Family(4), model.Parameters(), model.Distribution(), MaskDistribution.UniformOfSize(4, size)).Sandwich.Trace()).ToArray();
        return traces.Select((trace, k) => Metric.Computed(FormattableString.Invariant($"price.j{coupling}.k{k + 1}"), trace / traces[^1])
            .On("price", FormattableString.Invariant($"J = {coupling}"), k + 1));
    }

    private static void Compare(MarginLedger ledger, Instance instance, int size)
    {
        var masks = MaskDistribution.UniformOfSize(instance.Length, size);
        var covariance = PseudolikelihoodInformation.At(instance.Family, instance.Parameters, instance.Truth, masks).Sandwich;
        var root = FisherInformation.Of(instance.Family, instance.Truth).Cholesky().Factor;
        var whitened = root.TransposeThisAndMultiply(covariance) * root;
        for (var i = 0; i < whitened.RowCount; i++)
        {
            whitened[i, i] -= 1;
        }

        ledger.Equal(Loewner.Norm(whitened), 0, $"{instance.Name}, k={size}");
    }
}
