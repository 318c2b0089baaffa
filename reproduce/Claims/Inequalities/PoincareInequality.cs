using Gmlm.Theory.Chains;
using Gmlm.Theory.LinearAlgebra;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Inequalities;

/// <summary>The Poincaré inequality, with the least constant that it can have.</summary>
public sealed class PoincareInequality : ClaimExperiment
{
    private const int LargestDecomposed = 256; // states

    public override Claim Claim => new(
        "poincare", "B02", "The Poincaré inequality", Origin.Paper,
        Source: "Definition 5",
        Wording: "For $P$ reversible with the stationary distribution $p$, "
            + "$op(\"Var\")_p (f) <= C_P thin cal(E)(f, f)$ for every $f$; the least such constant is $C_P = 1 \\/ "
            + "\"gap\"$, with $\"gap\" = 1 - lambda_2 (P)$.",
        Method: "$\"gap\" = 1 - lambda_2$ from the eigenvalues of the kernel alone (on $2^10$ to $2^12$ states by Lanczos, with the "
            + "constants taken out); then functions of variance 1, random and adversarial: indicators, random ones smoothed by the "
            + "chain towards the slow mode, the slow eigenfunction and its sign. Parts: $cal(E)(f, f) - 1 \\/ C_P$ for each of them; and "
            + "$cal(E)(f, f)$ of the slow eigenfunction, a sum of squares within blocks, equals $1 - lambda_2$. "
            + "Ising, Potts ($q = 3$), random tables; masks of every size and independent masks.",
        ControlMethod: "$0.99 thin C_P$ in the place of $C_P$, and the eigenvalue after $lambda_2$ in its place.")
        {
            IsImplementation = true,
        };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var large = Large(context);
        var check = Compare(context, large, 1, 1);
        context.Report(0.6);
        var control = Compare(context, large, 0.99, 2);
        return Decide(context, check, control,
        [
            .. ChainGrid.Cliques(ChainGrid.Couplings)
                .Select(entry => Metric.Computed($"poincare.{entry.Name}", entry.Chain.PoincareConstant)),
            Metric.Computed($"gap.n{large.Chain.Masks.Length}.k2", large.Chain.SpectralGap),
            Metric.Shown($"gap.n{large.Chain.Masks.Length}.k2.residual", large.Chain.GapResolution),
        ]);
    }

    private static MarginParts Compare(
        ExperimentContext context, (string Name, BlockDynamics Chain) large, double factor, int eigenvalue)
    {
        var parts = new MarginParts(1e-12, "rounding of the form and of eigenvalues, which lie in [0, 1]");
        var random = context.Stream("poincare");
        foreach (var (name, chain) in ChainGrid.All(context).Append(large))
        {
            var isSmall = chain.Stationary.Space.Count <= LargestDecomposed;
            double[] gaps = isSmall ? Gaps(chain) : [0, chain.SpectralGap - chain.GapResolution];
            foreach (var (kind, f) in ChainGrid.Functions(chain, random))
            {
                parts.AtMost("inequality", gaps[1] / factor, chain.DirichletForm(f), $"{name}, {kind}");
            }

            if (isSmall)
            {
                parts.Equal("attained", gaps[Math.Min(eigenvalue, gaps.Length - 1)], chain.DirichletForm(chain.SlowEigenfunction), name);
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }

    /// <summary>1 − λ of every eigenvalue λ of the kernel, from the largest λ on; that of the constants, 0, comes first.</summary>
    private static double[] Gaps(BlockDynamics chain)
    {
        var (p, kernel) = (chain.Stationary, chain.Kernel());
        return
        [
            .. Loewner.Eigenvalues(
                Matrix<double>.Build.Dense(p.Space.Count, p.Space.Count, (x, y) => Math.Sqrt(p[x] / p[y]) * kernel[x, y]))
                .Select(value => 1 - value)
                .Order(),
        ];
    }

    /// <summary>A full Ising model that only the matrix-free way can take.</summary>
    private static (string Name, BlockDynamics Chain) Large(ExperimentContext context)
    {
        var length = context.Pick(10, 12, 12);
        var random = context.Stream("poincare/large");
        var couplings = new double[length, length];
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                couplings[i, j] = couplings[j, i] = 0.7 * Normal.Sample(random, 0, 1) / Math.Sqrt(length);
            }
        }

        var model = new Ising([.. Enumerable.Range(0, length).Select(_ => 0.3 * Normal.Sample(random, 0, 1))], couplings);
        return (
            string.Create(CultureInfo.InvariantCulture, $"Ising N={length} strength=0.7, k=2"),
            new BlockDynamics(model.Distribution(), MaskDistribution.UniformOfSize(length, 2)));
    }
}
