namespace Gmlm.Reproduce.Claims.Joint;

/// <summary>The loss of predicting the masked tokens separately, each from the same visible tokens.</summary>
public sealed class TrainedTokenwise : ClaimExperiment
{
    public override Claim Claim => new(
        "k-vs-tokenwise", "C05", "Tokenwise training loses the conditional total correlation", Origin.Beyond,
        Source: "chain rule of entropy",
        Wording: "Training each masked token separately loses $EE_K [sum_(i in K) H(X_i | X_(-K)) - H(X_K | X_(-K))] = EE_K EE "
            + "\"KL\"(p(dot | X_(-K)) || product_(i in K) p_i (dot | X_(-K))) >= 0$, the conditional total correlation: the "
            + "least tokenwise loss $EE[-sum_(i in K) log q_i (X_i | X_(-K))]$ stands that much above the least joint loss "
            + "$EE[-log q(X_K | X_(-K))]$.",
        Method: "Three computations for every instance and mask distribution: the difference of the two least losses from "
            + "tables of conditionals, the entropies of marginals, and the divergence itself; and the tokenwise loss of "
            + "perturbed models, which is never smaller. Reported: the loss per $k$ for the cliques of Figures 1 and 2.",
        ControlMethod: "Each masked token predicted from all others, $H(X_i | X_(-i))$, as if the rest of the mask were "
            + "visible, in the losses and for the perturbed models; and entropies of the masked tokens that are not given the visible "
            + "ones.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        MarginParts check = Compare(context, ownMask: false), control = Compare(context, ownMask: true);
        var metrics = check.Metrics().ToList();
        foreach (var (clique, coupling) in Instances.Cliques().Zip(new[] { 0.05, 0.3 }))
        {
            metrics.AddRange(
                Enumerable.Range(2, 3).Select(size =>
                    Metric.Computed(
                        FormattableString.Invariant($"lost.j{coupling}.k{size}"),
                        Divergences.ConditionalTotalCorrelation(clique.Truth, MaskDistribution.UniformOfSize(4, size)),
                        "nats")));
        }

        return Decide(context, check, control, metrics);
    }

    private static MarginParts Compare(ExperimentContext context, bool ownMask)
    {
        var parts = new MarginParts(1e-10, "relative; rounding of differences of entropies of size 10");
        var random = context.Stream("k-vs-tokenwise");
        foreach (var instance in Instances.All(context))
        {
            foreach (
                var (name, masks) in MaskGrid.For(instance.Length)
                    .Append(("masks without symmetry", Instances.RandomMasks(instance.Length, random))))
            {
                var p = instance.Truth;
                var other = instance.Family.At(instance.Perturbed(random, 0.5));
                double tokenwise = 0, least = 0, otherTokenwise = 0, joint = 0, divergence = 0, correlation = 0;
                for (var m = 0; m < masks.Masks.Count; m++)
                {
                    var (mask, weight) = (masks.Masks[m], masks.Weights[m]);
                    tokenwise += weight * TokenwiseLoss(p, p, mask, ownMask: false);
                    least += weight * TokenwiseLoss(p, p, mask, ownMask);
                    otherTokenwise += weight * TokenwiseLoss(p, other, mask, ownMask);
                    joint += weight * Conditionals.LogLoss(p, p, mask);
                    divergence += weight * Divergence(p, mask);
                    correlation += weight * Divergences.ConditionalTotalCorrelation(p, mask, ownMask ? 0 : p.Space.Everything & ~mask);
                }

                parts.Equal("losses", divergence, least - joint, $"{instance.Name}, {name}");
                parts.Equal("entropies", divergence, correlation, $"{instance.Name}, {name}");
                parts.AtMost("least", tokenwise, otherTokenwise, $"{instance.Name}, {name}");
            }

            context.Report(ownMask ? 0.9 : 0.4);
        }

        return parts;
    }

    /// <summary>E[−Σ_{i∈K} log q(X_i given X_{−K})]; with <paramref name="ownMask"/> given X_{−i} instead.</summary>
    private static double TokenwiseLoss(FiniteDistribution data, FiniteDistribution model, int mask, bool ownMask)
    {
        double loss = 0;
        foreach (var i in Positions(data.Space, mask))
        {
            var (seen, of) = ownMask ? (Conditionals.Marginal(model, 1 << i), model.Probabilities.ToArray())
                : (Conditionals.Marginal(model, mask), Conditionals.Marginal(model, mask & ~(1 << i)));
            for (var x = 0; x < seen.Length; x++)
            {
                loss -= data[x] > 0 ? data[x] * Math.Log(of[x] / seen[x]) : 0;
            }
        }

        return loss;
    }

    /// <summary>E KL(p(X_K given X_{−K}) ‖ Π_i p(X_i given X_{−K})).</summary>
    private static double Divergence(FiniteDistribution p, int mask)
    {
        var visible = Conditionals.Marginal(p, mask);
        var product = Enumerable.Repeat(1.0, visible.Length).ToArray();
        foreach (var i in Positions(p.Space, mask))
        {
            var one = Conditionals.Marginal(p, mask & ~(1 << i));
            for (var x = 0; x < product.Length; x++)
            {
                product[x] *= one[x] / visible[x];
            }
        }

        for (var x = 0; x < product.Length; x++)
        {
            product[x] *= visible[x];
        }

        return CloseDivergences.Of(p.Probabilities, product);
    }

    private static IEnumerable<int> Positions(StateSpace space, int mask) =>
        Enumerable.Range(0, space.Length).Where(i => (mask >> i & 1) != 0);
}
