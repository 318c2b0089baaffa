using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

public sealed class ModelTests
{
    private static ReportModel Model() => ModelBuilder.Build(Samples.Input(), new Dictionary<string, IReadOnlyList<string>>());

    [Fact]
    public void ClaimsStandInTheirOrderWhateverTheInputs() =>
        Assert.Equal("A07 A08 B02 D01 F1 F2 F3", string.Join(' ', Model().Sections.SelectMany(s => s.Experiments).SelectMany(e => e.Claims).Select(c => c.Order)));

    [Fact]
    public void EveryClaimIsCountedOnce()
    {
        Assert.Equal("holds 4, violated 1, undecided 0, skipped 1, not-run 1", string.Join(", ", Model().Counts.Select(count => $"{count.Verdict} {count.Count}")));
        Assert.Equal(7, Model().Claims);
    }

    [Fact]
    public void AFindingIsShownOnlyWhereItsClaimIsViolated()
    {
        var claim = Samples.Claim("masking-more", "A08", "Masking more is better");
        var holds = Samples.Experiment(claim, Samples.Decided(claim.Id, Verdict.Holds)) with { AcceptedFindings = new Dictionary<string, string> { [claim.Id] = "Old." } };
        var model = ModelBuilder.Build(Samples.Input() with { Experiments = [holds] }, new Dictionary<string, IReadOnlyList<string>>());
        Assert.Equal("", model.Sections[0].Experiments[0].Claims[0].Finding);
        Assert.Contains(Model().Sections[0].Experiments.SelectMany(e => e.Claims), c => c.Finding == "The family does not contain the truth here.");
    }

    [Fact]
    public void FactsThatAllRunsShareAreStatedOnce()
    {
        Assert.Contains(new FactModel("Threads", "2"), Model().Environment);
        Assert.Single(Model().Environment, fact => fact.Label == ".NET");
        Assert.Equal(["Fingerprint"], Model().Runs.Single(run => run.Id == "masking-more").Provenance.Select(fact => fact.Label));
    }

    [Fact]
    public void ALargeFamilyOfMetricsIsOneLineWithItsRange()
    {
        var line = Model().Sections[0].Experiments.Single(e => e.Id == "masking-more").Quantities.Single();
        Assert.Equal(("trace-gamma", 40, "0.7065", "28.26"), (line.Name, line.Count, line.Value.Text, line.Last!.Text));
        Assert.Equal(3, Model().Sections[0].Experiments.Single(e => e.Id == "information-equality").Quantities.Count);
    }
}
