using Gmlm.Theory.Chains;
using Gmlm.Theory.Inequalities;
using Gmlm.Theory.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Inequalities;

/// <summary>Block dynamics is an average of conditional expectations, so it is reversible and positive semidefinite.</summary>
public sealed class BlockReversible : ClaimExperiment
{
    public override Claim Claim => new(
        "block-reversible", "B03", "Block dynamics is reversible and positive semidefinite", Origin.Literature,
        Source: "heat-bath block dynamics (Levin, Peres and Wilmer 2009, Markov Chains and Mixing Times)",
        Wording: "$k$-Gibbs, and block dynamics with any $p_K$, is reversible: $p(x) P(x, y) = p(y) P(y, x)$. So $p P = p$; "
            + "and $⟨f, P f⟩_p >= 0$ for every $f$.",
        Method: "The kernel entry by entry: detailed balance and stationarity, and the least eigenvalue of $D^(1\\/2) P "
            + "D^(-1\\/2)$, $D = \"diag\"(p)$. Ising, Potts ($q = 3$), random tables; masks of every size and independent "
            + "masks.",
        ControlMethod: "The masked tokens are drawn independently of each other given $x_(-K)$.");

    public override ExperimentResult Execute(ExperimentContext context) => Decide(
        context,
        () => Compare(context, chain => chain.Kernel()),
        () => Compare(context, chain => TokenwiseDynamics.Kernel(chain.Stationary, chain.Masks)));

    private static MarginParts Compare(ExperimentContext context, Func<BlockDynamics, Matrix<double>> kernelOf)
    {
        var parts = new MarginParts(1e-12, "rounding of the kernel's entries and of the eigen-decomposition");
        foreach (var (name, chain) in ChainGrid.All(context))
        {
            var (p, kernel) = (chain.Stationary, kernelOf(chain));
            double imbalance = 0, drift = 0;
            for (var x = 0; x < p.Space.Count; x++)
            {
                double arriving = 0;
                for (var y = 0; y < p.Space.Count; y++)
                {
                    imbalance = Math.Max(imbalance, Math.Abs((p[x] * kernel[x, y]) - (p[y] * kernel[y, x])));
                    arriving += p[y] * kernel[y, x];
                }

                drift = Math.Max(drift, Math.Abs(arriving - p[x]));
            }

            parts.AtMost("detailed-balance", imbalance, 0, name);
            parts.AtMost("stationary", drift, 0, name);
            parts.AtMost("semidefinite", 0, Loewner.LeastEigenvalue(
                Matrix<double>.Build.Dense(p.Space.Count, p.Space.Count, (x, y) => Math.Sqrt(p[x] / p[y]) * kernel[x, y])), name);
            context.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }
}
