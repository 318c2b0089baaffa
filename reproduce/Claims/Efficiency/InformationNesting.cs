using Gmlm.Theory.Information;
using Gmlm.Theory.LinearAlgebra;

namespace Gmlm.Reproduce.Claims.Efficiency;

/// <summary>
/// The step behind Theorem 1: a larger mask leaves more of the score's variance unexplained, by the law of total covariance.
/// </summary>
public sealed class InformationNesting : ClaimExperiment
{
    public override Claim Claim => new(
        "information-nesting", "A09", "Information of nested masks", Origin.Reconstructed,
        Source: "the step behind Theorem 1",
        Wording: "For $K subset K'$: $EE \"Cov\"(s | x_(-K)) prec.eq EE \"Cov\"(s | x_(-K'))$, and the difference is $EE "
            + "\"Cov\"(EE[s | x_(-K)] | x_(-K'))$.",
        Method: "All three matrices by enumeration for every nested pair of masks; the margins are minus the identity's "
            + "relative error and the least eigenvalue of the difference, both over $norm(I)$.",
        ControlMethod: "Pairs of masks that are not nested.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        const string Reason = "sums of at most a few hundred rounded terms, relative to the Fisher information";
        MarginLedger check = new(1e-10, Reason), control = new(1e-10, Reason);
        var instances = Instances.All(context);
        foreach (var (i, instance) in instances.Index())
        {
            ComparePairs(check, instance, (small, large) => small != large && (small & ~large) == 0);
            ComparePairs(control, instance, (small, large) => (small & ~large) != 0);
            context.Report((i + 1.0) / instances.Count);
        }

        return Decide(context, check.Outcome(), control.Outcome());
    }

    private static void ComparePairs(MarginLedger ledger, Instance instance, Func<int, int, bool> wanted)
    {
        var p = instance.Truth;
        var scores = FisherInformation.Scores(instance.Family, p);
        var scale = FisherInformation.Of(instance.Family, p).FrobeniusNorm();
        var masks = Enumerable.Range(0, instance.Space.Everything + 1).ToArray();
        var unexplained = masks.Select(mask => ConditionalCovariance.Expected(p, scores, mask)).ToArray();
        foreach (var small in masks)
        {
            var mean = ConditionalCovariance.Mean(p, scores, small);
            foreach (var large in masks.Where(large => wanted(small, large)))
            {
                var difference = unexplained[large] - unexplained[small];
                var explained = ConditionalCovariance.Expected(p, mean, large);
                var name = $"{instance.Name}, masks {small:b} and {large:b}";
                ledger.Equal((difference - explained).FrobeniusNorm() / scale, 0, name);
                ledger.Add(Loewner.LeastEigenvalue(difference) / scale, name);
            }
        }
    }
}
