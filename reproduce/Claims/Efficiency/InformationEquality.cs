using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>Lemma 2: with data from the model, the Hessian of the weighted pseudolikelihood is the covariance of its score.</summary>
public sealed class InformationEquality : ClaimExperiment
{
    public override Claim Claim => new(
        "information-equality", "A07", "Generalized information equality", Origin.Paper,
        Source: "Lemma 2",
        Wording: "If $p = p_(theta^*)$, then $H = G$, where $H = nabla^2 L_\"PL\" (theta^*)$ and $G = \"Cov\"(nabla_theta log "
            + "p_(theta^*) (X_K | X_(-K)))$.",
        Method: "Both matrices by enumeration of states and masks, for every mask size and for independent masking at rate "
            + "0.3; the margin is $-norm(H - G) \\/ norm(H)$.",
        ControlMethod: "Misspecified data: three spins with a random table as truth, a family of two parameters, at the "
            + "minimiser of $L_\"PL\"$; the gap must exceed 0.01.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var check = new MarginLedger(1e-10, "both sides are sums of at most a few thousand rounded terms");
        var instances = Instances.All(context);
        foreach (var (i, instance) in instances.Index())
        {
            foreach (var (name, masks) in MaskGrid.For(instance.Length))
            {
                Compare(check, instance.Family, instance.Parameters, instance.Truth, masks, $"{instance.Name}, {name}");
            }

            context.Report((i + 1.0) / instances.Count);
        }

        var control = new MarginLedger(1e-2, "a gap that no rounding explains");
        var random = context.Stream("information-equality/control");
        for (var draw = 1; draw <= 5; draw++)
        {
            var truth = MisspecifiedSpins.Truth(random);
            foreach (var (name, masks) in MaskGrid.For(3))
            {
                var fitted = PseudoTrue.Minimize(MisspecifiedSpins.Family, truth, masks);
                Compare(control, MisspecifiedSpins.Family, fitted, truth, masks, $"random table #{draw}, {name}");
            }
        }

        return Decide(
            context, check.Outcome(), control.Outcome(), [Metric.Computed("misspecified.largest-gap", -control.Outcome().WorstMargin)]);
    }

    private static void Compare(
        MarginLedger ledger, ExponentialFamily family, double[] parameters, FiniteDistribution data, MaskDistribution masks, string name)
    {
        var information = PseudolikelihoodInformation.At(family, parameters, data, masks);
        var gap = (information.Hessian - information.ScoreCovariance).FrobeniusNorm() / information.Hessian.FrobeniusNorm();
        ledger.Equal(gap, 0, name);
    }
}
