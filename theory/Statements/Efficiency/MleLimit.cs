using Gmlm.Theory.Distributions;
using Gmlm.Theory.Information;

namespace Gmlm.Theory.Statements.Efficiency;

/// <summary>Masking everything is maximum likelihood and attains the Cramér–Rao bound; tr Γ_k / tr Γ_N is the price of masking less.</summary>
public sealed class MleLimit : Statement
{
    // Those of Figures 1 and 2 among them.
    private static readonly double[] Couplings = [0, 0.05, 0.1, 0.3, 0.5, 1];

    /// <inheritdoc/>
    public override string Id => "mle-limit";

    /// <inheritdoc/>
    public override string Title => "Masking everything attains the Cramér–Rao bound";

    /// <inheritdoc/>
    public override string Order => "A10";

    /// <inheritdoc/>
    public override Origin Origin => Origin.Reconstructed;

    /// <inheritdoc/>
    public override string Source => "Remark 2, our wording";

    /// <inheritdoc/>
    public override string Wording =>
        "$Gamma_N = I^(-1)$ with $I = \"Cov\"(s)$ the Fisher information: the Cramér–Rao bound, so that $tr Gamma_k \\/ tr Gamma_N$ is the price of masking less.";

    /// <inheritdoc/>
    public override string Method =>
        "$Gamma_N$ as the sandwich of the pseudolikelihood with everything masked, $I$ as the covariance of the features; both in coordinates where $I$ is $1$ up to rounding; the margin is $-norm(L^T Gamma_N L - 1)$ with $I = L L^T$. `price.j….k…` is $tr Gamma_k \\/ tr Gamma_N$ on the clique of $N = 4$ with $h = 0$, at $J = 0.05$ and $0.3$ that of Figures 1 and 2.";

    /// <inheritdoc/>
    public override string ControlMethod => "One position left visible: $Gamma_(N-1)$ in the place of $Gamma_N$.";

    /// <inheritdoc/>
    public override StatementReport Check(StatementScope scope)
    {
        const string Reason = "rounding of inverses of well-conditioned matrices";
        MarginLedger check = new(1e-10, Reason), control = new(1e-10, Reason);
        var instances = Instances.All(scope).Select(FisherCoordinates.Of).ToArray();
        foreach (var (i, instance) in instances.Index())
        {
            Compare(check, instance, instance.Length);
            Compare(control, instance, instance.Length - 1);
            scope.Report((i + 1.0) / instances.Length);
        }

        return new StatementReport(check.Outcome(), control.Outcome(), [.. Couplings.SelectMany(Prices)]);
    }

    private static IEnumerable<Quantity> Prices(double coupling)
    {
        var model = Ising.Clique(4, 4, coupling, 0);
        var traces = Enumerable.Range(1, 4).Select(size => PseudolikelihoodInformation.At(
            Ising.Family(4), model.Parameters(), model.Distribution(), MaskDistribution.UniformOfSize(4, size)).Sandwich.Trace()).ToArray();
        return traces.Select((trace, k) => new Quantity(FormattableString.Invariant($"price.j{coupling}.k{k + 1}"), trace / traces[^1]));
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
