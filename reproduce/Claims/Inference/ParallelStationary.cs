using Gmlm.Theory.Chains;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>The stationary distribution of independent parallel sampling, which has a closed form and differs from p.</summary>
public sealed class ParallelStationary : ClaimExperiment
{
    private static readonly double[] Fields = [0, 0.2, 0.5];
    private static readonly double[] Couplings = [.. Enumerable.Range(0, 21).Select(i => i / 20.0), 1.25, 1.5, 1.75, 2];

    public override Claim Claim => new(
        "parallel-stationary", "D04", "Where independent parallel sampling goes", Origin.Literature,
        Source: "Little 1974; Peretto 1984",
        Wording: "Drawing every spin anew at once, $x'_i tilde p(dot | x_(-i))$, in an Ising model with symmetric $J$, is "
            + "reversible with stationary distribution $pi(x) prop e^(h dot x) product_i 2 cosh(h_i + (J x)_i)$. At $J = 0$ that is "
            + "$p$, otherwise in general not.",
        Method: "$||pi P - pi||_1$ and detailed balance by enumeration, $P$ from the conditionals of $p$ alone, on random "
            + "Ising models; on Potts models with the same argument's $pi(x) prop product_i e^(h_i (x_i)) sum_a e^(h_i (a) + "
            + "sum_j J_(i j) 1[x_j = a])$; at $J = 0$, $\"TV\"(pi, p) = 0$. `tv.h….j…` is $\"TV\"(pi, p)$ on a clique of $N = "
            + "4$.",
        ControlMethod: "$p$ itself in the place of $pi$, and $J = 1$ in the place of $J = 0$.");

    public override ExperimentResult Execute(ExperimentContext context) => Decide(
        context,
        () => Compare(context, (_, stationary) => stationary, free: 0),
        () => Compare(context, (truth, _) => truth, free: 1),
        from field in Fields
        from coupling in Couplings
        let name = FormattableString.Invariant($"tv.h{field}.j{coupling}")
        select Metric.Computed(name, Distance(coupling, field), relative: coupling == 0 ? null : 1e-6)
            .On("distance", FormattableString.Invariant($"h = {field}"), coupling));

    private static MarginParts Compare(
        ExperimentContext context, Func<FiniteDistribution, FiniteDistribution, FiniteDistribution> choose, double free)
    {
        var parts = new MarginParts(1e-12, "rounding of sums of at most 81 probabilities");
        foreach (var instance in Instances.Cliques().Concat(Instances.IsingModels(context)).Concat(Instances.PottsModels(context)))
        {
            var pi = choose(instance.Truth, Stationary(instance));
            var kernel = ParallelKernel.Of(instance.Truth);
            double moved = 0, unbalanced = 0;
            for (var y = 0; y < instance.Space.Count; y++)
            {
                double arriving = 0;
                for (var x = 0; x < instance.Space.Count; x++)
                {
                    arriving += pi[x] * kernel[x, y];
                    unbalanced = Math.Max(unbalanced, Math.Abs((pi[x] * kernel[x, y]) - (pi[y] * kernel[y, x])));
                }

                moved += Math.Abs(arriving - pi[y]);
            }

            parts.Equal("stationary", 0, moved, instance.Name);
            parts.Equal("balance", 0, unbalanced, instance.Name);
            context.Cancellation.ThrowIfCancellationRequested();
        }

        foreach (var field in new[] { 0, 0.2, 3 })
        {
            parts.Equal("uncoupled", 0, Distance(free, field), FormattableString.Invariant($"N=4 J={free} h={field}"));
        }

        return parts;
    }

    private static double Distance(double coupling, double field)
    {
        var model = Ising.Clique(4, 4, coupling, field);
        var instance = new Instance("clique", Ising.Family(4), model.Parameters());
        return Divergences.TotalVariation(instance.Truth, Stationary(instance));
    }

    /// <summary>
    /// π(x) ∝ Π_i e^{h_i(x_i)} Σ_a e^{g_i(a)}, g_i(a) the part of the energy that position i has at symbol a among the others'
    /// x_j; each coupling enters g_i, so this is the closed form of both families. The parameters are the fields, position by
    /// position, then the couplings.
    /// </summary>
    private static FiniteDistribution Stationary(Instance instance)
    {
        var space = instance.Space;
        int n = space.Length, q = space.Alphabet, fields = n * (q - 1);
        var spins = q == 2; // the family with two symbols is Ising, else Potts
        var logWeights = new double[space.Count];
        var terms = new double[q];
        for (var x = 0; x < space.Count; x++)
        {
            for (var i = 0; i < n; i++)
            {
                for (var a = 0; a < q; a++)
                {
                    terms[a] = Field(i, a);
                    for (var j = 0; j < n; j++)
                    {
                        terms[a] += j == i
                            ? 0
                            : Coupling(i, j) * (spins ? Sign(a) * Sign(space.Symbol(x, j)) : a == space.Symbol(x, j) ? 1 : 0);
                    }
                }

                logWeights[x] += Field(i, space.Symbol(x, i)) + Logarithms.Sum(terms);
            }
        }

        return FiniteDistribution.FromLogWeights(space, logWeights);

        double Field(int i, int a) => spins ? instance.Parameters[i] * Sign(a) : a == 0 ? 0 : instance.Parameters[(i * (q - 1)) + a - 1];
        double Coupling(int i, int j) => instance.Parameters[fields + PairIndex(Math.Min(i, j), Math.Max(i, j))];
        int PairIndex(int i, int j) => (i * ((2 * n) - i - 1) / 2) + j - i - 1;
        static int Sign(int a) => (2 * a) - 1;
    }
}
