using Gmlm.Theory.Objectives;
using MathNet.Numerics;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>
/// k = 1 is Besag's pseudolikelihood, k = N maximum likelihood, and random masking rates mix the k-PL losses between them.
/// </summary>
public sealed class PseudolikelihoodInterpolates : ClaimExperiment
{
    public override Claim Claim => new(
        "pl-interpolates", "A04", "From pseudolikelihood to maximum likelihood", Origin.Reconstructed,
        Source: "Remark 1; Besag 1975 for k = 1",
        Wording: "$N cal(L)_1$ is Besag's pseudolikelihood loss $bb(E) [-sum_i log p_theta (X_i | X_(-i))]$ and $cal(L)_N = "
            + "cal(L)$ is the maximum likelihood loss. Masking every position independently with rate $m slash N$ gives the "
            + "binomial mixture $sum_(k = 1)^N binom(N, k) (m slash N)^k (1 - m slash N)^(N - k) cal(L)_k (theta)$.",
        Method: "At random $theta$: $cal(L)_1$ against the $N$ single-site logistic regressions $p_theta (x_i | x_(-i)) = 1 "
            + "slash sum_a exp(theta dot (F(x^(i <- a)) - F(x)))$, $cal(L)_N$ against the cross-entropy, Bernoulli masking "
            + "against the mixture for every $m = 1, ..., N$. Ising, Potts and saturated tables.",
        ControlMethod: "One position masked more than Besag's loss masks, one less than maximum likelihood does, and mixture weights "
            + "without the binomial coefficients.");

    public override ExperimentResult Execute(ExperimentContext context) =>
        Decide(context, () => Compare(context, SpecialFunctions.Binomial, 0), () => Compare(context, (_, _) => 1, 1));

    private static MarginParts Compare(ExperimentContext context, Func<int, int, double> coefficient, int shift)
    {
        var parts = new MarginParts(1e-10, "rounding of sums of at most a few thousand terms of size 10");
        var random = context.Stream("pl-interpolates");
        foreach (var instance in Instances.All(context))
        {
            var n = instance.Length;
            var parameters = instance.Perturbed(random, 0.5);
            double Loss(MaskDistribution masks) =>
                new Pseudolikelihood(instance.Family, MaskedData.Product(instance.Truth, masks)).Loss(parameters);
            double[] losses = [0, .. Enumerable.Range(1, n).Select(k => Loss(MaskDistribution.UniformOfSize(n, k)))];

            parts.Equal("besag", Besag(instance, parameters) / n, losses[1 + shift], instance.Name);
            parts.Equal(
                "mle",
                Conditionals.LogLoss(instance.Truth, instance.Family.At(parameters), instance.Space.Everything),
                losses[n - shift],
                instance.Name);
            for (var m = 1; m <= n; m++)
            {
                var rate = (double)m / n;
                var mixture = Enumerable.Range(0, n + 1)
                    .Sum(k => coefficient(n, k) * Math.Pow(rate, k) * Math.Pow(1 - rate, n - k) * losses[k]);
                parts.Equal("mixture", Loss(MaskDistribution.Bernoulli(n, rate)), mixture, $"{instance.Name} m={m}");
            }

            context.Cancellation.ThrowIfCancellationRequested();
        }

        return parts;
    }

    /// <summary>E[−Σ_i log p_θ(X_i given X_{−i})], every site a logistic regression on the others.</summary>
    private static double Besag(Instance instance, double[] parameters)
    {
        var space = instance.Space;
        var energies = new double[space.Count];
        instance.Family.Energies(parameters, energies);
        double loss = 0;
        for (var x = 0; x < space.Count; x++)
        {
            for (var i = 0; i < space.Length; i++)
            {
                var others = x - (space.Symbol(x, i) * space.Power(i));
                loss += instance.Truth[x] * Math.Log(
                    Enumerable.Range(0, space.Alphabet).Sum(a => Math.Exp(energies[others + (a * space.Power(i))] - energies[x])));
            }
        }

        return loss;
    }
}
