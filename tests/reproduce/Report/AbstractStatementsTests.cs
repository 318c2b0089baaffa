using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Report;
using Gmlm.Reproduce.Snapshots;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

/// <summary>The first table of the report: its numbers are references into results, and its verdicts are those of claims.</summary>
public sealed class AbstractStatementsTests
{
    [Fact]
    public void EveryClaimIsOneOfTheRegistrys() =>
        Assert.Empty(AbstractStatements.Claims.Except(Registry.Discover().Experiments.SelectMany(experiment => experiment.Claims).Select(claim => claim.Id)));

    [Fact]
    public void EveryNumberIsAMetricOfTheStandardProfile()
    {
        var store = new SnapshotFolder(Path.Combine(Checkout.Root, "reports", "snapshots", "standard"), "", new WrittenFiles(""), Profile.Standard);
        Assert.True(AbstractStatements.References.Count() > 10);
        Assert.All(
            AbstractStatements.References,
            reference => Assert.Contains(store.Load(reference.Experiment)!.Metrics, metric => metric.Name == reference.Metric));
    }

    [Fact]
    public void ANumberFollowsItsResult()
    {
        Assert.Contains("3.14 with one masked token to – with all", Finds(3.14159, double.NaN)[0], StringComparison.Ordinal);
        Assert.Contains("2.72 with one masked token to −1.00 with all", Finds(2.71828, -1)[0], StringComparison.Ordinal);
        Assert.Contains("the variance falls from – with one", AbstractStatements.Of([]).Select(row => row.Finds.Markup).First().Replace("asymptotic variance", "variance", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void AnErrorStandsBesideItsNumber()
    {
        var speed = Samples.Experiment(Samples.Claim("speed", "T31", "x"), Samples.Decided("speed", Verdict.Holds), new Metric("speed-up.b1.s4", 2.345, "", 0.056, Tolerance.Statistical()));
        Assert.Contains("2.35 ± 0.06 times as fast with three lengths", AbstractStatements.Of([speed])[3].Finds.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void VerdictsAreCountedAndClaimsNamedInTheirOrder()
    {
        var row = AbstractStatements.Of([
            Samples.Experiment(Samples.Claim("padir-close-en-de", "T12", "x"), Samples.Decided("padir-close-en-de", Verdict.Holds)),
            Samples.Experiment(Samples.Claim("padir-faster", "T31", "x"), Samples.Decided("padir-faster", Verdict.Violated)),
            Samples.Experiment(Samples.Claim("padir-close-de-en", "T11", "x"), Samples.Decided("padir-close-de-en", Verdict.Holds)),
            Samples.Experiment(Samples.Claim("padir-close-ro-sts", "T13", "x"), null)])[3];
        Assert.Equal([new("not-run", 1), new("holds", 2), new("violated", 1)], row.Verdicts);
        Assert.Equal(["padir-close-de-en", "padir-close-en-de", "padir-close-ro-sts", "padir-faster"], row.Claims.Select(claim => claim.Label));
    }

    [Fact]
    public void ChecksOfTheImplementationAreCountedApart()
    {
        var model = ModelBuilder.Build(
            Samples.Input() with
            {
                Experiments =
                [
                    Samples.Experiment(Samples.Claim("mle", "A01", "x") with { IsImplementation = true }, Samples.Decided("mle", Verdict.Holds)),
                    Samples.Experiment(Samples.Claim("masking-more", "A08", "x"), Samples.Decided("masking-more", Verdict.Violated)),
                    Samples.Experiment(Samples.Claim("pinsker", "C01", "x", Origin.Literature), null),
                ],
            },
            new Dictionary<string, IReadOnlyList<string>>());
        Assert.Equal(["paper 1 violated", "literature 1 not-run", "implementation 1 holds"], model.Origins.Select(row =>
            $"{row.Origin} {row.Claims} {string.Join(' ', row.Verdicts.Where(count => count.Count > 0).Select(count => count.Verdict))}"));
    }

    [Fact]
    public void EveryExperimentsFileIsThere() => Assert.All(
        Registry.Discover().Experiments, experiment => Assert.True(File.Exists(Path.Combine(Checkout.Root, experiment.SourceFile)), experiment.SourceFile));

    private static IReadOnlyList<string> Finds(double one, double all) =>
    [
        .. AbstractStatements.Of([Samples.Experiment(
            Samples.Claim("figure-1", "F1", "x"),
            Samples.Decided("figure-1", Verdict.Holds),
            new Metric("trace-gamma.k1", one, "", null, Tolerance.Exact),
            new Metric("trace-gamma.k4", all, "", null, Tolerance.Exact))]).Select(row => row.Finds.Markup),
    ];
}
