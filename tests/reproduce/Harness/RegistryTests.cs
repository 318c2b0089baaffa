using System.Globalization;
using System.Text.RegularExpressions;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

public sealed class RegistryTests
{
    private static readonly Registry All = Registry.Discover();

    [Fact]
    public void EveryClaimSaysWhatAReaderNeeds() => Assert.All(All.Experiments.SelectMany(experiment => experiment.Claims), claim =>
    {
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", claim.Id);
        Assert.All((string[])[claim.Title, claim.Source, claim.Wording, claim.Method, claim.ControlMethod], text => Assert.False(string.IsNullOrWhiteSpace(text), claim.Id));
    });

    [Fact]
    public void ThePapersNumbersAreOnlyThoseWeHold() => Assert.All(All.Experiments.SelectMany(experiment => experiment.Claims), claim =>
    {
        string[] held = ["Definition 1", "Definition 2", "Definition 3", "Remark 1", "Lemma 1", "Lemma 2", "Theorem 1", "Remark 2", "Definition 4", "Definition 5", "Figure 1", "Figure 2", "Figure 3"];
        if (claim.Origin is Origin.Paper)
        {
            var cited = Regex.Matches(claim.Source, "(Definition|Remark|Lemma|Theorem|Proposition|Corollary|Figure) [0-9]+").Select(match => match.Value);
            Assert.All(cited, number => Assert.Contains(number, held));
        }
    });

    /// <summary>A place in the report is taken once, and the sections on the theory are numbered without a gap.</summary>
    [Fact]
    public void EveryClaimHasItsPlace()
    {
        string[] orders = [.. All.Experiments.SelectMany(experiment => experiment.Claims).Select(claim => claim.Order)];
        Assert.Equal(orders.Length, orders.Distinct().Count());
        foreach (var section in "ABCD")
        {
            var numbers = orders.Where(order => order[0] == section).Select(order => int.Parse(order[1..3], CultureInfo.InvariantCulture)).Distinct().ToArray();
            Assert.Equal(Enumerable.Range(1, numbers.Length), numbers.Order());
            Assert.True(numbers.Length > 5);
        }
    }

    [Fact]
    public void NothingSelectedIsEverything() => Assert.Equal(All.Experiments, All.Select([]));

    [Fact]
    public void AClaimSelectsItsExperiment()
    {
        var registry = new Registry([new StubExperiment("one", _ => 1, "Z1"), new StubExperiment("two", _ => 1, "Z2")]);
        Assert.Equal("two", Assert.Single(registry.Select(["two-claim"])).Id);
    }

    [Fact]
    public void UnknownIdNamesTheNearest()
    {
        var error = Assert.Throws<UserError>(() => new Registry([new StubExperiment("figure-1", _ => 1)]).Select(["figrue-1"]));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("did you mean 'figure-1'?", error.Message);
    }

    [Fact]
    public void TwinsAreRefused() =>
        Assert.Throws<InvalidOperationException>(() => new Registry([new StubExperiment("one", _ => 1), new StubExperiment("one", _ => 1)]));
}
