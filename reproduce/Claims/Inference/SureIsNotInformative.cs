using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Claims.Inference;

/// <summary>The surest positions are not always the best to write first.</summary>
public sealed class SureIsNotInformative : ClaimExperiment
{
    private const int Length = 6;
    private const double Coupling = 0.5;

    public override Claim Claim => new(
        "sure-is-not-informative", "D18", "Writing the surest first can lose more than a random order", Origin.Beyond,
        Source: "our statement",
        Wording: "With exact conditionals and two steps of three positions, there are distributions of which decoding the surest positions "
            + "first loses more than decoding in random order: a coupled pair that is surer than the rest is written together.",
        Method: $"Six spins of which two are coupled ($J = {Format.Number(Coupling)}$) and have a field, the others none, by enumeration, "
            + "against the loss in random order from the information curve; the margin is the difference for fields of 0.3 and more. "
            + "`share.…` is how often the surest first lose more among random Ising models with one coupled pair.",
        ControlMethod: "One position a step, where both lose nothing.");

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Ledger(), Ledger());
        foreach (var field in new[] { 0.3, 0.5, 1, 1.5 })
        {
            var model = Pair(Coupling, [field, field, 0, 0, 0, 0]);
            check.AtMost(RandomOrder(model, 3) + 0.001, SurestFirst(model, 3), FormattableString.Invariant($"h = {field}"));
            control.AtMost(
                RandomOrder(model, 1) + 0.001, SurestFirst(model, 1), FormattableString.Invariant($"h = {field}, one at a time"));
        }

        context.Report(0.3);
        var random = context.Stream("sure-is-not-informative");
        var models = context.Pick(40, 240, 240);
        var more = Enumerable.Range(0, models).Count(_ =>
        {
            var model = Pair((2 * random.NextUniform()) - 1, [.. Enumerable.Range(0, Length).Select(_ => random.NextUniform())]);
            return SurestFirst(model, 3) > RandomOrder(model, 3) + 1e-9;
        });
        var share = more / (double)models;
        return Decide(
            context,
            check.Outcome(),
            control.Outcome(),
            [Metric.Estimate("share.loses-more", share, Math.Sqrt(share * (1 - share) / models))]);
    }

    private static double SurestFirst(FiniteDistribution p, int size) => AdaptiveDecoding.Of(p, DecodingRules.Surest(size)).Loss;

    private static double RandomOrder(FiniteDistribution p, int size) =>
        InformationCurve.Of(p).Loss([.. Enumerable.Repeat(size, Length / size)]);

    private static FiniteDistribution Pair(double coupling, double[] fields)
    {
        var couplings = new double[Length, Length];
        couplings[0, 1] = couplings[1, 0] = coupling;
        return new Ising(fields, couplings).Distribution();
    }

    private static MarginLedger Ledger() => new(0, "the statement has a margin of 0.001 nats");
}
